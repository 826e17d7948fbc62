using FsCheck;
using FsCheck.Fluent;
using TwilioFunctions.Core.Signatures;

namespace TwilioFunctions.Core.Tests.Signatures;

/// <summary>A request that anybody may send.</summary>
internal sealed record HostileRequest(SignedRequest Request, string? PublicBaseUrl, string? AccountSid)
{
    private static readonly Gen<string?> TextOrNull = ArbMap.Default.GeneratorFor<string?>();

    private static readonly Gen<string> Text = TextOrNull.Select(text => text ?? "");

    // Half of the bytes mean something in a form.
    private static readonly Gen<byte[]> Body =
        Gen.OneOf(Gen.Elements("%&=+4fF"u8.ToArray()), ArbMap.Default.GeneratorFor<byte>()).ArrayOf();

    public static Arbitrary<HostileRequest> Arbitrary { get; } = (
        from method in Gen.OneOf(Gen.Elements("GET", "POST", "PUT", ""), Text)
        from start in Gen.Elements("", "/", "https://", "https://example.com", "http://[::1", "://", "https://u:p@:/?bodySHA256")
        from end in Text
        from signature in Gen.OneOf(Gen.Elements<string?>(null, "RSOYDt4T1cUTdK1PDd93/VVr8B8="), TextOrNull)
        from contentType in Gen.OneOf(Gen.Elements<string?>(null, Verifiers.Form, Verifiers.Form + ";", "application/json"), TextOrNull)
        from body in Body
        from publicBaseUrl in Gen.Elements(null, "https://example.com", "https://user:pass@example.com:8443/hooks")
        from accountSid in Gen.OneOf(Gen.Elements<string?>(null, Verifiers.AccountSid), TextOrNull)
        let request = new SignedRequest(method, start + end, signature, contentType, body)
        select new HostileRequest(request, publicBaseUrl, accountSid)).ToArbitrary();
}
