using System.Net;
using System.Text;
using TwilioFunctions.Core.Signatures;
using Parameter = System.Collections.Generic.KeyValuePair<string, string>;

namespace TwilioFunctions.Core.Diagnosis;

/// <summary>What a form's parameters may have been before something trimmed, dropped or decoded them.</summary>
internal static class FormVariants
{
    // So many parameters are changed one by one.
    private const int MaxParameters = 60;

    // What leaves no trace is tried last, and not together with much else.
    private const int Guess = 5;

    private static readonly string[] PhoneNumbers = ["From", "To", "Caller", "Called", "ForwardedFrom"];

    // What Twilio often sends without a value; the groups are empty together, because Caller is From, and Called is To.
    private static readonly string[][] OftenEmpty =
    [
        ["FromCity", "CallerCity"], ["FromState", "CallerState"], ["FromZip", "CallerZip"], ["FromCountry", "CallerCountry"],
        ["ToCity", "CalledCity"], ["ToState", "CalledState"], ["ToZip", "CalledZip"], ["ToCountry", "CalledCountry"],
    ];

    private static readonly string[] SometimesEmpty =
        ["Body", "Digits", "SpeechResult", "CallerName", "ForwardedFrom", "StirVerstat", "From", "Caller", "To", "Called", "interactionData", "FinishedOnKey"];

    private static readonly (string Name, string Other)[] SameValues = [("Caller", "From"), ("Called", "To")];

    // https://www.twilio.com/docs/voice/twiml#request-parameters
    private static readonly (string Name, string Value)[] UsualValues =
    [
        ("ApiVersion", "2010-04-01"),
        .. ((string[])["inbound", "outbound-api", "outbound-dial"]).Select(direction => ("Direction", direction)),
        .. ((string[])["queued", "initiated", "ringing", "in-progress", "answered", "completed", "busy", "failed", "no-answer", "canceled"]).Select(status => ("CallStatus", status)),
        .. ((string[])["subscriber-initiated-events", "call-progress-events"]).Select(source => ("CallbackSource", source)),
        .. Enumerable.Range(0, 5).Select(number => ("SequenceNumber", $"{number}")),
    ];

    public static IEnumerable<Variant<ReadOnlyMemory<byte>>> Of(ReadOnlyMemory<byte> form)
    {
        foreach (var lineBreak in LineBreaks.Of(form).Skip(1))
            yield return lineBreak;
        foreach (var decoded in Decoded(form))
            yield return new(decoded, 1, [SignatureCause.DecodedForm]);

        var parameters = FormParameters.Parse(form.Span);
        if (parameters.Count == 0)
            yield break;
        foreach (var (changed, cost, changes) in Changed([.. parameters]).Where(variant => !variant.Value.SequenceEqual(parameters)))
            yield return new(Encode(changed), cost, changes);
    }

    private static IEnumerable<Variant<Parameter[]>> Changed(Parameter[] parameters)
    {
        yield return new(WithPlus(parameters), 1, [SignatureCause.DecodedForm]);
        yield return new([.. parameters.Select(parameter => KeyValuePair.Create(parameter.Key, parameter.Value.Trim()))], 1, [SignatureCause.TrimmedParameters]);
        yield return new([.. parameters.Where(parameter => parameter.Value.Length > 0)], 1, [SignatureCause.EmptyParameters]);
        foreach (var empty in Empty(parameters))
            yield return new([.. parameters, .. empty.Select(name => KeyValuePair.Create(name, ""))], Guess, [SignatureCause.EmptyParameters]);
        for (var index = 0; index < Math.Min(parameters.Length, MaxParameters); index++)
        {
            var value = parameters[index].Value;
            foreach (var untrimmed in (string[])[$"{value} ", $" {value}", $" {value} ", $"{value}\n", $"{value}\r\n"])
            {
                Parameter[] changed = [.. parameters];
                changed[index] = KeyValuePair.Create(parameters[index].Key, untrimmed);
                yield return new(changed, Guess, [SignatureCause.TrimmedParameters]);
            }
            foreach (var other in OtherValues(value).Distinct().Where(other => other != value))
            {
                Parameter[] changed = [.. parameters];
                changed[index] = KeyValuePair.Create(parameters[index].Key, other);
                yield return new(changed, Guess, [SignatureCause.ChangedParameter]);
            }
            yield return new([.. parameters[..index], .. parameters[(index + 1)..]], Guess, [SignatureCause.AddedParameter]);
        }
        foreach (var dropped in Dropped(parameters))
            yield return new([.. parameters, dropped], Guess, [SignatureCause.DroppedParameter]);
    }

    /// <summary>A value as it may have been before a framework, a firewall or an editor wrote it anew.</summary>
    private static IEnumerable<string> OtherValues(string value)
    {
        yield return value.Replace(' ', '+');
        yield return value.Replace('+', ' ');
        yield return value.ReplaceLineEndings("\n");
        yield return value.ReplaceLineEndings("\r\n");
        yield return value.ReplaceLineEndings(" ");
        yield return WebUtility.HtmlDecode(value);
        yield return WebUtility.HtmlEncode(value);
        yield return WebUtility.UrlDecode(value);
        yield return WebUtility.UrlEncode(value);
        yield return Uri.EscapeDataString(value);
        yield return value.ToLowerInvariant();
        yield return value.ToUpperInvariant();
        yield return "";
        foreach (var form in (NormalizationForm[])[NormalizationForm.FormC, NormalizationForm.FormD, NormalizationForm.FormKC])
            yield return value.Normalize(form);
    }

    /// <summary>Parameters whose values can be told without them. What else was dropped can't be found.</summary>
    private static IEnumerable<Parameter> Dropped(Parameter[] parameters)
    {
        var values = parameters.GroupBy(parameter => parameter.Key, StringComparer.Ordinal).ToDictionary(same => same.Key, same => same.First().Value, StringComparer.Ordinal);
        foreach (var (name, other) in SameValues.Concat(SameValues.Select(same => (same.Other, same.Name))))
        {
            if (!values.ContainsKey(name) && values.TryGetValue(other, out var value))
                yield return KeyValuePair.Create(name, value);
        }
        foreach (var (name, value) in UsualValues.Where(usual => !values.ContainsKey(usual.Name)))
            yield return KeyValuePair.Create(name, value);
    }

    /// <summary>A body as a person pasted it, or as a debugger shows it: no plus sign is a space there, and no percent sign an escape.</summary>
    private static IEnumerable<ReadOnlyMemory<byte>> Decoded(ReadOnlyMemory<byte> form)
    {
        var text = Encoding.Latin1.GetString(form.Span);
        if (text.Contains('+', StringComparison.Ordinal))
            yield return Encoding.Latin1.GetBytes(text.Replace("+", "%2B", StringComparison.Ordinal));
        if (text.Contains('%', StringComparison.Ordinal))
            yield return Encoding.Latin1.GetBytes(text.Replace("%", "%25", StringComparison.Ordinal).Replace("+", "%2B", StringComparison.Ordinal));
    }

    /// <summary>Phone numbers whose plus sign was read as a space, and perhaps trimmed.</summary>
    private static Parameter[] WithPlus(Parameter[] parameters)
    {
        return [.. parameters.Select(parameter => IsNumberWithoutPlus(parameter) ? KeyValuePair.Create(parameter.Key, $"+{parameter.Value.Trim()}") : parameter)];

        static bool IsNumberWithoutPlus(Parameter parameter) =>
            PhoneNumbers.Contains(parameter.Key) && parameter.Value.Trim() is { Length: >= 8 } digits && digits.All(char.IsAsciiDigit);
    }

    private static IEnumerable<string[]> Empty(Parameter[] parameters)
    {
        var names = parameters.Select(parameter => parameter.Key).ToHashSet();
        string[][] groups = [.. OftenEmpty.Select(group => group.Where(name => !names.Contains(name)).ToArray()).Where(group => group.Length > 0)];
        for (var chosen = 1; chosen < 1 << groups.Length; chosen++)
            yield return [.. groups.Where((_, index) => (chosen & (1 << index)) != 0).SelectMany(group => group)];
        foreach (var name in SometimesEmpty.Where(name => !names.Contains(name)))
            yield return [name];
    }

    private static ReadOnlyMemory<byte> Encode(Parameter[] parameters) => Encoding.UTF8.GetBytes(string.Join(
        '&', parameters.Select(parameter => $"{WebUtility.UrlEncode(parameter.Key)}={WebUtility.UrlEncode(parameter.Value)}")));
}

/// <summary>A body, and what it may have been before an editor or a shell ended its lines.</summary>
internal static class LineBreaks
{
    public static IEnumerable<Variant<ReadOnlyMemory<byte>>> Of(ReadOnlyMemory<byte> body)
    {
        yield return Variant<ReadOnlyMemory<byte>>.AsCaptured(body);
        var trimmed = body[..body.Span.TrimEnd("\r\n"u8).Length];
        if (trimmed.Length < body.Length)
            yield return new(trimmed, 1, [SignatureCause.LineBreak]);
        if (trimmed.Span.IndexOf("\r\n"u8) >= 0)
            yield return new(Encoding.Latin1.GetBytes(Encoding.Latin1.GetString(trimmed.Span).Replace("\r\n", "\n", StringComparison.Ordinal)), 2, [SignatureCause.LineBreak]);
    }
}
