using System.Reflection;
using System.Runtime.CompilerServices;

namespace StandIns.Tests.ApiConformance;

/// <summary>
/// What an assembly shows to others, public and protected, one line a member, in the format of the api.txt files: a documentation
/// id, and after an arrow what it returns or holds. Inherited members belong to the type that declares them.
/// </summary>
internal static class PublicApi
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    public static IEnumerable<string> Of(Assembly assembly) => assembly.GetTypes().Where(IsVisible).SelectMany(Of);

    public static IEnumerable<string> Of(Type type) =>
    [
        $"T:{ApiName.OfDeclaration(type)}",
        .. type.GetFields(Declared).Where(IsVisible).Select(Line),
        .. type.GetConstructors(Declared).Where(IsVisible).Where(constructor => !constructor.IsStatic).Select(Line),
        .. type.GetMethods(Declared).Where(IsVisible).Where(method => !IsAccessor(method)).Select(Line),
        .. type.GetProperties(Declared).Where(property => property.GetAccessors(nonPublic: true).Any(IsVisible)).Select(Line),
        .. type.GetEvents(Declared).Where(@event => IsVisible(@event.AddMethod!)).Select(Line),
    ];

    private static bool IsVisible(Type type) =>
        type.IsPublic || ((type.IsNestedPublic || type.IsNestedFamily || type.IsNestedFamORAssem) && IsVisible(type.DeclaringType!));

    private static bool IsVisible(MethodBase method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

    // The value of an enum is a field too, with a special name.
    private static bool IsVisible(FieldInfo field) =>
        !field.IsSpecialName && (field.IsPublic || field.IsFamily || field.IsFamilyOrAssembly);

    private static bool IsAccessor(MethodInfo method) =>
        method.IsSpecialName && !method.Name.StartsWith("op_", StringComparison.Ordinal);

    private static string Line(FieldInfo field) => $"F:{Member(field)} -> {ApiName.Of(field.FieldType)}";

    private static string Line(ConstructorInfo constructor) =>
        $"M:{ApiName.OfDeclaration(constructor.DeclaringType!)}.#ctor{Parameters(constructor.GetParameters())}";

    private static string Line(MethodInfo method)
    {
        var arity = method.IsGenericMethodDefinition ? $"``{method.GetGenericArguments().Length}" : "";
        return $"M:{Member(method)}{arity}{Parameters(method.GetParameters())} -> {ApiName.Of(method.ReturnType)}";
    }

    private static string Line(PropertyInfo property)
    {
        var accessors = property.GetAccessors(nonPublic: true).Where(IsVisible).Select(accessor => Accessor(property, accessor)).Order();
        var name = $"P:{Member(property)}{Parameters(property.GetIndexParameters())}";
        return $"{name} -> {ApiName.Of(property.PropertyType)} {{ {string.Join(' ', accessors)} }}";
    }

    private static string Line(EventInfo @event) => $"E:{Member(@event)} -> {ApiName.Of(@event.EventHandlerType!)}";

    private static string Accessor(PropertyInfo property, MethodInfo accessor)
    {
        if (accessor == property.GetMethod)
            return "get;";
        return accessor.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit)) ? "init;" : "set;";
    }

    private static string Member(MemberInfo member) => $"{ApiName.OfDeclaration(member.DeclaringType!)}.{member.Name}";

    private static string Parameters(ParameterInfo[] parameters) =>
        parameters.Length == 0 ? "" : $"({string.Join(',', parameters.Select(parameter => ApiName.Of(parameter.ParameterType)))})";
}
