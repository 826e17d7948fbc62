using System.Buffers;
using System.Globalization;
using System.Text.Json;

namespace Azure.Data.Tables.Entities;

/// <summary>Writes an entity as the service reads it. ETag and timestamp are the service's own and stay out.</summary>
internal static class EntityWriter
{
    public static ReadOnlyMemory<byte> Write(ITableEntity entity)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var writer = new Utf8JsonWriter(buffer);
        writer.WriteStartObject();
        if (entity is IDictionary<string, object?> properties)
            WriteProperties(writer, properties);
        else
            WriteMembers(writer, entity);
        writer.WriteEndObject();
        writer.Flush();
        return buffer.WrittenMemory;
    }

    private static void WriteProperties(Utf8JsonWriter writer, IDictionary<string, object?> properties)
    {
        foreach (var (name, value) in properties)
        {
            if (name is EntityProperties.ETag or EntityProperties.Timestamp)
                continue;
            if (value is Enum)
                throw new NotSupportedException("Enum values are only supported for custom model types implementing ITableEntity.");
            WriteProperty(writer, name, value);
        }
    }

    private static void WriteMembers(Utf8JsonWriter writer, ITableEntity entity)
    {
        foreach (var member in EntityModel.Of(entity.GetType()).Members)
        {
            if (member.CanRead && member.Name is not (nameof(ITableEntity.ETag) or nameof(ITableEntity.Timestamp)))
                WriteProperty(writer, member.Name, member.GetValue(entity));
        }
    }

    private static void WriteProperty(Utf8JsonWriter writer, string name, object? value)
    {
        switch (value)
        {
            case null:
                // The service keeps no nulls: a property that has none is not there.
                return;
            case string text:
                writer.WriteString(name, text);
                return;
            case bool truth:
                writer.WriteBoolean(name, truth);
                return;
            case int number:
                writer.WriteNumber(name, number);
                return;
            case Enum constant:
                writer.WriteString(name, constant.ToString());
                return;
            case long number:
                WriteTyped(writer, name, EdmType.Int64, number.ToString(CultureInfo.InvariantCulture));
                return;
            case double number:
                WriteDouble(writer, name, number);
                return;
            case Guid id:
                WriteTyped(writer, name, EdmType.Guid, id.ToString());
                return;
            case DateTimeOffset time:
                WriteTyped(writer, name, EdmType.DateTime, Format(time.UtcDateTime));
                return;
            case DateTime time:
                WriteTyped(writer, name, EdmType.DateTime, Format(time));
                return;
            case byte[] bytes:
                WriteTyped(writer, name, EdmType.Binary, Convert.ToBase64String(bytes));
                return;
            case BinaryData bytes:
                WriteTyped(writer, name, EdmType.Binary, Convert.ToBase64String(bytes));
                return;
            default:
                throw new NotSupportedException($"Not supported type {value.GetType()}");
        }
    }

    private static void WriteTyped(Utf8JsonWriter writer, string name, string type, string value)
    {
        writer.WriteString(name, value);
        writer.WriteString(name + EntityProperties.TypeSuffix, type);
    }

    private static void WriteDouble(Utf8JsonWriter writer, string name, double number)
    {
        if (double.IsFinite(number))
            writer.WriteNumber(name, number);
        else
            writer.WriteString(name, number.ToString(CultureInfo.InvariantCulture));
        writer.WriteString(name + EntityProperties.TypeSuffix, EdmType.Double);
    }

    private static string Format(DateTime time) => time.Kind == DateTimeKind.Utc
        ? time.ToString("O", CultureInfo.InvariantCulture)
        : throw new NotSupportedException($"DateTime {time:O} is {time.Kind}. Tables need {DateTimeKind.Utc}: see DateTime.ToUniversalTime.");
}
