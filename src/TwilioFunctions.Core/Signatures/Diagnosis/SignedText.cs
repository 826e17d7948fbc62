using System.Text;

namespace TwilioFunctions.Core.Signatures.Diagnosis;

/// <summary>The text of which a request's signature is made.</summary>
internal static class SignedText
{
    public static string Of(SignedRequest request, UrlForm form)
    {
        var url = new PublicUrl(baseUrl: null, request.Url);
        using var parameters = new SortedParameters(SignatureVerifier.IsForm(request) ? request.Body.Span : default);
        var text = new byte[url.MaxByteCount + parameters.Length];
        var length = url.Write(form, text);
        parameters.CopyTo(text.AsSpan(length));
        return Encoding.UTF8.GetString(text, 0, length + parameters.Length);
    }
}
