namespace Twilio.Security;

/// <summary>The second URL that the package tries, put together as it does.</summary>
internal static class UrlWithOtherPort
{
    /// <summary>
    /// Without the port where it has one that is not the scheme's default, else with the port. Rewrites scheme and host wherever
    /// they occur in the URL, to bring their case back.
    /// </summary>
    public static string Of(string url)
    {
        var uri = new Uri(url);
        var other = new UriBuilder(uri);
        if (uri.GetComponents(UriComponents.Port, UriFormat.UriEscaped).Length > 0)
            other.Port = -1;
        else if (other.Port is 80 or 443)
            other.Port = other.Scheme == "https" ? 443 : 80;

        var text = other.ToString();
        foreach (var part in (string[])[other.Host, other.Scheme])
            text = text.Replace(part, url.Substring(url.IndexOf(part, StringComparison.OrdinalIgnoreCase), part.Length));
        return text;
    }
}
