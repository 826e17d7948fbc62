using System.Collections.Concurrent;
using System.Reflection;
using System.Runtime.Serialization;

namespace Azure.Data.Tables.Entities;

/// <summary>
/// The properties and fields of a type that are kept in tables: all public ones but those with <see cref="IgnoreDataMemberAttribute"/>,
/// under the names that <see cref="DataMemberAttribute"/> gives, and what <see cref="ITableEntity"/> demands when the type implements it
/// explicitly.
/// </summary>
internal sealed class EntityModel
{
    private static readonly ConcurrentDictionary<Type, EntityModel> Models = new();

    private EntityModel(Type type)
    {
        var members = EntityMember.AllOf(type).ToList();
        var names = members.Select(member => member.Name).ToHashSet();
        var ignored = type.GetMembers().Where(member => member.IsDefined(typeof(IgnoreDataMemberAttribute))).Select(member => member.Name);
        names.UnionWith(ignored);
        Members = [.. members, .. EntityMember.AllOf(typeof(ITableEntity)).Where(member => !names.Contains(member.Name))];
    }

    public IReadOnlyList<EntityMember> Members { get; }

    public static EntityModel Of(Type type) => Models.GetOrAdd(type, static type => new EntityModel(type));
}
