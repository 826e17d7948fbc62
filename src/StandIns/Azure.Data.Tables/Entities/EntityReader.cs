using System.Globalization;
using System.Text.Json;

namespace Azure.Data.Tables.Entities;

/// <summary>Makes entities of the service's JSON.</summary>
internal static class EntityReader
{
    public static T Read<T>(JsonElement json) where T : class, ITableEntity
    {
        var entity = Activator.CreateInstance<T>();
        if (entity is IDictionary<string, object?> properties)
            ReadProperties(json, properties);
        else
            ReadMembers(json, entity);
        return entity;
    }

    private static void ReadProperties(JsonElement json, IDictionary<string, object?> properties)
    {
        foreach (var property in json.EnumerateObject())
        {
            if (!IsAnnotation(property.Name))
                properties[property.Name] = ReadValue(property.Value, TypeOf(json, property.Name));
        }
    }

    private static void ReadMembers(JsonElement json, ITableEntity entity)
    {
        foreach (var member in EntityModel.Of(entity.GetType()).Members)
        {
            var name = member.Name == nameof(ITableEntity.ETag) ? EntityProperties.ETag : member.Name;
            if (member.CanWrite && json.TryGetProperty(name, out var value))
                member.Read(entity, value);
        }
    }

    private static bool IsAnnotation(string name) =>
        name == EntityProperties.Metadata || name.EndsWith(EntityProperties.TypeSuffix, StringComparison.Ordinal);

    private static string? TypeOf(JsonElement json, string name)
    {
        if (name == EntityProperties.Timestamp)
            return EdmType.DateTime;
        return json.TryGetProperty(name + EntityProperties.TypeSuffix, out var type) ? type.GetString() : null;
    }

    private static object? ReadValue(JsonElement value, string? type) => value.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Number when type == EdmType.Double => value.GetDouble(),
        JsonValueKind.Number when value.TryGetInt32(out var number) => number,
        JsonValueKind.Number when value.TryGetInt64(out var number) => number,
        JsonValueKind.Number => value.GetDouble(),
        JsonValueKind.String => ReadText(value.GetString()!, type),
        _ => throw new NotSupportedException($"Not supported JSON {value.ValueKind}"),
    };

    private static object ReadText(string text, string? type) => type switch
    {
        EdmType.Binary => Convert.FromBase64String(text),
        EdmType.DateTime => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture),
        EdmType.Double => double.Parse(text, CultureInfo.InvariantCulture),
        EdmType.Guid => Guid.Parse(text),
        EdmType.Int64 => long.Parse(text, CultureInfo.InvariantCulture),
        _ => text,
    };
}
