using System.Globalization;

namespace StandIns.Tests.ApiConformance;

/// <summary>
/// A type's name as documentation ids write it: <c>System.Nullable{System.Int32}</c>, <c>``0</c> for a method's own parameter,
/// <c>@</c> for a reference. https://learn.microsoft.com/dotnet/csharp/language-reference/xmldoc/#id-strings
/// </summary>
internal static class ApiName
{
    /// <summary>The name that a type is declared with: <c>Sample`1</c>.</summary>
    public static string OfDeclaration(Type type) => type.FullName!.Replace('+', '.');

    /// <summary>The name that a type is used by: <c>Sample{`0}</c>.</summary>
    public static string Of(Type type)
    {
        if (type.IsByRef)
            return Of(type.GetElementType()!) + "@";
        if (type.IsPointer)
            return Of(type.GetElementType()!) + "*";
        if (type.IsArray)
            return Of(type.GetElementType()!) + Rank(type.GetArrayRank());
        if (type.IsGenericParameter)
            return (type.DeclaringMethod is null ? "`" : "``") + type.GenericParameterPosition;
        return type.IsGenericType ? Generic(type) : OfDeclaration(type);
    }

    private static string Rank(int rank) => rank == 1 ? "[]" : $"[{string.Join(',', Enumerable.Repeat("0:", rank))}]";

    /// <summary>Each type of the nesting takes as many arguments as its own name counts: <c>Outer{A}.Inner{B}</c>.</summary>
    private static string Generic(Type type)
    {
        var arguments = new Queue<string>(type.GetGenericArguments().Select(Of));
        var names = type.GetGenericTypeDefinition().FullName!.Split('+').Select(name =>
        {
            var parts = name.Split('`');
            if (parts.Length == 1)
                return name;
            var arity = int.Parse(parts[1], CultureInfo.InvariantCulture);
            return $"{parts[0]}{{{string.Join(',', Enumerable.Range(0, arity).Select(_ => arguments.Dequeue()))}}}";
        });
        return string.Join('.', names);
    }
}
