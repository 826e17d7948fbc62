namespace TwilioFunctions.Core.Signatures;

/// <summary>Reads the parameters of a form one after the other, decoded to bytes, without allocating.</summary>
internal ref struct FormReader(ReadOnlySpan<byte> form)
{
    private ReadOnlySpan<byte> rest = form;

    /// <summary>
    /// Decodes the next parameter to the start of <paramref name="destination"/>, which must have room for what is left of the form:
    /// decoding never makes it longer. False at the end.
    /// </summary>
    public bool Read(Span<byte> destination, out ReadOnlySpan<byte> name, out ReadOnlySpan<byte> value)
    {
        rest = rest.TrimStart((byte)'&');
        if (rest.IsEmpty)
        {
            name = value = default;
            return false;
        }

        var end = rest.IndexOf((byte)'&');
        var pair = end < 0 ? rest : rest[..end];
        rest = rest[pair.Length..];

        var equals = pair.IndexOf((byte)'=');
        var encodedName = equals < 0 ? pair : pair[..equals];
        var encodedValue = equals < 0 ? default : pair[(equals + 1)..];

        var nameLength = Decode(encodedName, destination);
        var valueLength = Decode(encodedValue, destination[nameLength..]);
        name = destination[..nameLength];
        value = destination.Slice(nameLength, valueLength);
        return true;
    }

    private static int Decode(ReadOnlySpan<byte> encoded, Span<byte> destination)
    {
        var length = 0;
        while (true)
        {
            var special = encoded.IndexOfAny((byte)'%', (byte)'+');
            if (special < 0)
            {
                encoded.CopyTo(destination[length..]);
                return length + encoded.Length;
            }

            encoded[..special].CopyTo(destination[length..]);
            length += special;
            encoded = encoded[special..];

            if (encoded[0] == '+')
            {
                destination[length++] = (byte)' ';
                encoded = encoded[1..];
            }
            else if (encoded.Length >= 3 && char.IsAsciiHexDigit((char)encoded[1]) && char.IsAsciiHexDigit((char)encoded[2]))
            {
                destination[length++] = (byte)(HexValue(encoded[1]) << 4 | HexValue(encoded[2]));
                encoded = encoded[3..];
            }
            else
            {
                destination[length++] = (byte)'%';
                encoded = encoded[1..];
            }
        }
    }

    private static int HexValue(byte digit) => digit <= '9' ? digit - '0' : (digit | 0x20) - 'a' + 10;
}
