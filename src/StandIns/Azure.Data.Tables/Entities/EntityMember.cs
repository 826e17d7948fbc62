using System.Globalization;
using System.Reflection;
using System.Runtime.Serialization;
using System.Text.Json;

namespace Azure.Data.Tables.Entities;

/// <summary>A property or field of an entity's type.</summary>
internal sealed class EntityMember
{
    private readonly MemberInfo member;
    private readonly Type type;

    private EntityMember(PropertyInfo property) : this(property, property.PropertyType)
    {
        CanRead = property.GetMethod is { IsPublic: true };
        CanWrite = property.SetMethod is { IsPublic: true };
    }

    private EntityMember(FieldInfo field) : this(field, field.FieldType)
    {
        CanRead = true;
        CanWrite = !field.IsInitOnly;
    }

    private EntityMember(MemberInfo member, Type type)
    {
        this.member = member;
        this.type = type;
        Name = NameOf(member);
    }

    /// <summary>The name in the table.</summary>
    public string Name { get; }

    public bool CanRead { get; }

    public bool CanWrite { get; }

    public static string NameOf(MemberInfo member) => member.GetCustomAttribute<DataMemberAttribute>()?.Name ?? member.Name;

    public static IEnumerable<EntityMember> AllOf(Type type)
    {
        foreach (var member in type.GetMembers(BindingFlags.Public | BindingFlags.Instance))
        {
            if (member.IsDefined(typeof(IgnoreDataMemberAttribute)))
                continue;
            if (member is PropertyInfo property && property.GetIndexParameters().Length == 0)
                yield return new EntityMember(property);
            else if (member is FieldInfo field)
                yield return new EntityMember(field);
        }
    }

    public object? GetValue(ITableEntity entity) =>
        member is PropertyInfo property ? property.GetValue(entity) : ((FieldInfo)member).GetValue(entity);

    /// <summary>Sets the member from JSON; a member whose type tables do not know keeps its default.</summary>
    public void Read(ITableEntity entity, JsonElement json)
    {
        if (json.ValueKind == JsonValueKind.Null)
            SetValue(entity, null);
        else if (Convert(json, Nullable.GetUnderlyingType(type) ?? type) is { } value)
            SetValue(entity, value);
    }

    private static object? Convert(JsonElement json, Type type) => type switch
    {
        _ when type == typeof(string) => json.ValueKind == JsonValueKind.String ? json.GetString() : null,
        _ when type == typeof(bool) => json.GetBoolean(),
        _ when type == typeof(int) => json.GetInt32(),
        _ when type == typeof(long) => long.Parse(json.GetString()!, CultureInfo.InvariantCulture),
        _ when type == typeof(double) => ToDouble(json),
        _ when type == typeof(Guid) => json.GetGuid(),
        _ when type == typeof(DateTimeOffset) => DateTimeOffset.Parse(json.GetString()!, CultureInfo.InvariantCulture),
        _ when type == typeof(DateTime) => DateTime.Parse(json.GetString()!, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind),
        _ when type == typeof(byte[]) => json.GetBytesFromBase64(),
        _ when type == typeof(BinaryData) => BinaryData.FromBytes(json.GetBytesFromBase64()),
        _ when type == typeof(ETag) => new ETag(json.GetString()!),
        _ when type.IsEnum => Enum.Parse(type, json.GetString()!),
        _ => null,
    };

    private static double ToDouble(JsonElement json) => json.ValueKind == JsonValueKind.String
        ? double.Parse(json.GetString()!, CultureInfo.InvariantCulture)
        : json.GetDouble();

    private void SetValue(ITableEntity entity, object? value)
    {
        if (member is PropertyInfo property)
            property.SetValue(entity, value);
        else
            ((FieldInfo)member).SetValue(entity, value);
    }
}
