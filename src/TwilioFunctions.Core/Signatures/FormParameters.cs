using System.Collections;
using System.Text;

namespace TwilioFunctions.Core.Signatures;

/// <summary>
/// The parameters of an <c>application/x-www-form-urlencoded</c> body, in the order in which they were sent, with repeated names,
/// empty values and all whitespace: all of it is signed, and frameworks' own parsers drop some
/// (https://www.twilio.com/docs/api/errors/57012).
/// </summary>
public sealed class FormParameters : IReadOnlyList<KeyValuePair<string, string>>
{
    private readonly List<KeyValuePair<string, string>> parameters = [];

    private FormParameters()
    {
    }

    /// <inheritdoc/>
    public int Count => parameters.Count;

    /// <inheritdoc/>
    public KeyValuePair<string, string> this[int index] => parameters[index];

    /// <summary>The first value of that name, or null where there is none. Names are case-sensitive.</summary>
    public string? this[string name] => GetValues(name).FirstOrDefault();

    /// <summary>
    /// Reads any bytes. A <c>%</c> that no two hexadecimal digits follow stays as it is, a name without <c>=</c> has an empty value,
    /// and what is not UTF-8 becomes U+FFFD, as in https://url.spec.whatwg.org/#urlencoded-parsing.
    /// </summary>
    public static FormParameters Parse(ReadOnlySpan<byte> form)
    {
        var parsed = new FormParameters();
        var decoded = new byte[form.Length];
        var reader = new FormReader(form);
        while (reader.Read(decoded, out var name, out var value))
            parsed.parameters.Add(new(Encoding.UTF8.GetString(name), Encoding.UTF8.GetString(value)));
        return parsed;
    }

    /// <summary>All values of that name in the order in which they were sent.</summary>
    public IEnumerable<string> GetValues(string name) =>
        parameters.Where(parameter => parameter.Key == name).Select(parameter => parameter.Value);

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<string, string>> GetEnumerator() => parameters.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
