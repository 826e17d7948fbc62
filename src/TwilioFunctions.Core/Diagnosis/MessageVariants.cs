using TwilioFunctions.Core.Signatures;

namespace TwilioFunctions.Core.Diagnosis;

/// <summary>What the body, its content type and its hash may have been where they were signed.</summary>
internal static class MessageVariants
{
    private const string FormMediaType = "application/x-www-form-urlencoded";
    private const string JsonMediaType = "application/json";

    public static IReadOnlyList<Variant<SignedMessage>> Of(SignedRequest request)
    {
        var variants = new List<Variant<SignedMessage>> { Variant<SignedMessage>.AsCaptured(new(request.Method, request.ContentType, request.Body, url => url)) };
        var isForm = SignatureVerifier.IsForm(request);
        if (isForm)
        {
            foreach (var (form, cost, changes) in FormVariants.Of(request.Body))
                variants.Add(new(new(request.Method, request.ContentType, form, url => url), cost, changes));
            if (!request.Body.IsEmpty)
                variants.AddRange(WithoutParameters(request.Body, JsonMediaType, cost: 2, SignatureCause.ContentType));
        }
        else
        {
            variants.AddRange(WithoutParameters(request.Body, request.ContentType, cost: 0));
            if (request.Body.Span.Contains((byte)'='))
                variants.AddRange(AsForm(request));
            variants.Add(new(new("GET", null, default, url => url), 3, [BodyHashes.In(request.Url).Length > 0 ? SignatureCause.ChangedBody : SignatureCause.UnboundBody]));
            variants.Add(new(new("GET", null, default, PublicUrl.OriginOf), 3, [SignatureCause.UnboundBody]));
        }

        return variants;
    }

    private static IEnumerable<Variant<SignedMessage>> AsForm(SignedRequest request)
    {
        SignatureCause[] change = [SignatureCause.ContentType];
        yield return new(new("POST", FormMediaType, request.Body, url => url), 1, change);
        foreach (var (form, cost, changes) in FormVariants.Of(request.Body).Where(variant => variant.Cost == 1))
            yield return new(new("POST", FormMediaType, form, url => url), 1 + cost, [.. change, .. changes]);
    }

    /// <summary>A body that only its hash binds to the signature.</summary>
    private static IEnumerable<Variant<SignedMessage>> WithoutParameters(
        ReadOnlyMemory<byte> captured, string? contentType, int cost, params SignatureCause[] changes)
    {
        foreach (var (body, bodyCost, bodyChanges) in LineBreaks.Of(captured))
        {
            SignatureCause[] together = [.. changes, .. bodyChanges];
            if (cost + bodyCost > 0)
                yield return new(new("POST", contentType, body, url => url), cost + bodyCost, together);
            yield return Hashed(BodyHashes.Append, 1, SignatureCause.MissingBodyHash);
            yield return Hashed((url, bytes) => BodyHashes.Append(BodyHashes.Without(url), bytes), 2, SignatureCause.WrongBodyHash);
            yield return Hashed((url, _) => BodyHashes.KeepOnly(url, 0), 1, SignatureCause.RepeatedBodyHash);
            yield return Hashed((url, _) => BodyHashes.KeepOnly(url, ^1), 1, SignatureCause.RepeatedBodyHash);
            yield return Hashed((url, _) => BodyHashes.Twice(url), 2, SignatureCause.RepeatedBodyHash);

            Variant<SignedMessage> Hashed(Func<string, ReadOnlyMemory<byte>, string> rewrite, int hashCost, SignatureCause change) =>
                new(new("POST", contentType, body, url => rewrite(url, body)), cost + bodyCost + hashCost, [.. together, change]);
        }
    }
}
