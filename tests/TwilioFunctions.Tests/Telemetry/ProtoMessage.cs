using System.Buffers.Binary;
using System.Text;

namespace TwilioFunctions.Tests.Telemetry;

/// <summary>
/// A message in the wire format of Protocol Buffers (https://protobuf.dev/programming-guides/encoding), read by field numbers: the
/// receiver needs a dozen of the fields of OTLP, and no compiler of .proto files.
/// </summary>
internal sealed class ProtoMessage
{
    private readonly List<(int Field, ulong Number, byte[] Bytes)> fields = [];

    public ProtoMessage(ReadOnlySpan<byte> wire)
    {
        while (!wire.IsEmpty)
        {
            var tag = Varint(ref wire);
            var field = (int)(tag >> 3);
            fields.Add((tag & 7) switch
            {
                0 => (field, Varint(ref wire), []),
                1 => (field, BinaryPrimitives.ReadUInt64LittleEndian(Take(ref wire, 8)), []),
                2 => (field, 0, Take(ref wire, (int)Varint(ref wire)).ToArray()),
                5 => (field, BinaryPrimitives.ReadUInt32LittleEndian(Take(ref wire, 4)), []),
                var type => throw new InvalidDataException($"Field {field} has wire type {type}."),
            });
        }
    }

    public bool Has(int field) => fields.Exists(value => value.Field == field);

    public IEnumerable<ProtoMessage> Messages(int field) => fields.Where(value => value.Field == field).Select(value => new ProtoMessage(value.Bytes));

    public string Text(int field) => Encoding.UTF8.GetString(Bytes(field));

    /// <summary>Lower-case hexadecimal.</summary>
    public string Hex(int field) => Convert.ToHexStringLower(Bytes(field));

    public long Integer(int field) => (long)fields.Find(value => value.Field == field).Number;

    public double Double(int field) => BitConverter.UInt64BitsToDouble(fields.Find(value => value.Field == field).Number);

    private byte[] Bytes(int field) => fields.Find(value => value.Field == field).Bytes ?? [];

    private static ReadOnlySpan<byte> Take(ref ReadOnlySpan<byte> wire, int length)
    {
        var taken = wire[..length];
        wire = wire[length..];
        return taken;
    }

    private static ulong Varint(ref ReadOnlySpan<byte> wire)
    {
        var value = 0UL;
        for (var shift = 0; ; shift += 7)
        {
            var next = Take(ref wire, 1)[0];
            value |= (ulong)(next & 0x7f) << shift;
            if (next < 0x80)
                return value;
        }
    }
}
