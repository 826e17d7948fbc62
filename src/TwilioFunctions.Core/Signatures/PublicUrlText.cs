using System.Text;

namespace TwilioFunctions.Core.Signatures;

/// <summary>The text of a URL for logs.</summary>
internal static class PublicUrlText
{
    public static string Masked(string? baseUrl, string received, UrlForm form)
    {
        var url = new PublicUrl(baseUrl, received);
        var bytes = new byte[url.MaxByteCount];
        return MaskedUrl.Of(Encoding.UTF8.GetString(bytes, 0, url.Write(form, bytes)));
    }
}
