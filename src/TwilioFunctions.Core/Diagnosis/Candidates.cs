using TwilioFunctions.Core.Signatures;

namespace TwilioFunctions.Core.Diagnosis;

/// <summary>What may have been signed, the likeliest first: every combination of the parts' variants that is not too far-fetched.</summary>
internal static class Candidates
{
    // Enough for a scheme, a host, a port, a prefix and two things more to differ at once.
    private const int MaxCost = 6;
    private const int MaxCount = 12_000;
    private const int MaxBytes = 64 * 1024 * 1024;

    public static IEnumerable<(SignedRequest Request, UrlBase Base, SignatureCause[] Changes)> Of(CapturedRequest request, CapturedUrl url)
    {
        var verified = request.ToSigned() with { Url = url.VerifiedText };
        var size = verified.Url.Length + verified.Body.Length + 1;
        return All(request, url, verified)
            .DistinctBy(candidate => (candidate.Request.Url, candidate.Request.Method, candidate.Request.ContentType, candidate.Request.Body))
            .Take(Math.Clamp(MaxBytes / size, 1, MaxCount));
    }

    private static IEnumerable<(SignedRequest Request, UrlBase Base, SignatureCause[] Changes)> All(
        CapturedRequest request, CapturedUrl url, SignedRequest verified)
    {
        var bases = BaseVariants.Of(url, request).ToLookup(variant => variant.Cost);
        var targets = TargetVariants.Of(url.Path, url.Query, url.Fragment).ToLookup(variant => variant.Cost);
        var messages = MessageVariants.Of(verified).ToLookup(variant => variant.Cost);
        return
            from cost in Enumerable.Range(0, MaxCost + 1)
            from messageCost in Enumerable.Range(0, cost + 1)
            from targetCost in Enumerable.Range(0, cost - messageCost + 1)
            from message in messages[messageCost]
            from target in targets[targetCost]
            from @base in bases[cost - messageCost - targetCost]
            select (
                verified with
                {
                    Method = message.Value.Method,
                    Url = message.Value.Rewrite($"{@base.Value}{target.Value}"),
                    ContentType = message.Value.ContentType,
                    Body = message.Value.Body,
                },
                @base.Value,
                (SignatureCause[])[.. @base.Changes, .. target.Changes, .. message.Changes]);
    }
}

/// <summary>One way in which a part of the request may have been before.</summary>
/// <param name="Value">The part.</param>
/// <param name="Cost">How unlikely that is; 0 for the part as it was captured.</param>
/// <param name="Changes">What differs.</param>
internal readonly record struct Variant<T>(T Value, int Cost, SignatureCause[] Changes)
{
    public static Variant<T> AsCaptured(T value) => new(value, 0, []);
}

/// <summary>What of a request is signed beside its URL, and what it does to the URL's <c>bodySHA256</c>.</summary>
internal readonly record struct SignedMessage(string Method, string? ContentType, ReadOnlyMemory<byte> Body, Func<string, string> Rewrite);

/// <summary>A token that is tried though it is in no setting.</summary>
internal static class OtherToken
{
    /// <summary>Belongs to nobody: it isn't a valid Account SID, so a request can't name it.</summary>
    public const string AccountSid = "given";

    public static TwilioAccountOptions AccountOf(string token) => new() { AccountSid = AccountSid, AuthToken = token };
}
