using System.Text;
using Microsoft.Extensions.Configuration;
using TwilioFunctions.Core.Logging;

namespace TwilioFunctions.Core.Signatures;

/// <summary>
/// The URL that Twilio called: scheme, user info, host, port and path prefix as configured, path and query as received, byte for
/// byte. Without a configured base, all of it as received.
/// </summary>
internal readonly ref struct PublicUrl
{
    private readonly ReadOnlySpan<char> origin;
    private readonly ReadOnlySpan<char> port;
    private readonly ReadOnlySpan<char> otherPort;
    private readonly ReadOnlySpan<char> prefix;
    private readonly ReadOnlySpan<char> path;
    private readonly ReadOnlySpan<char> query;

    public PublicUrl(string? baseUrl, string received)
    {
        Split(received, out origin, out port, out path);
        if (baseUrl is not null)
            Split(baseUrl, out origin, out port, out prefix);

        var queryStart = path.IndexOf('?');
        if (queryStart >= 0)
        {
            query = path[queryStart..];
            path = path[..queryStart];
        }

        // Whether Twilio signs the port is not consistent; all of Twilio's libraries try both.
        if (port.IsEmpty)
            otherPort = origin.StartsWith("https:", StringComparison.OrdinalIgnoreCase) ? ":443" : ":80";
    }

    /// <summary>Scheme, user info, host and port of a URL, as they are written.</summary>
    public static string OriginOf(string url)
    {
        Split(url, out var origin, out var port, out _);
        return $"{origin}{port}";
    }

    /// <summary>From the question mark on, as received.</summary>
    public ReadOnlySpan<char> Query => query;

    /// <summary>No form of the URL is longer: a character takes three bytes at most, an escaped apostrophe as well.</summary>
    public int MaxByteCount =>
        3 * (origin.Length + port.Length + otherPort.Length + prefix.Length + path.Length + "/".Length + query.Length);

    /// <summary>Whether that form differs from the others.</summary>
    public bool Has(UrlForm form) =>
        // https://github.com/kevinburke/twilio-go/issues/25: a URL that was configured without a path is signed without the slash.
        (!form.OtherRoot || (prefix.IsEmpty && path is "" or "/")) &&
        form.Apostrophes switch
        {
            UrlForm.ApostropheForm.Escaped => query.Contains('\''),
            UrlForm.ApostropheForm.Raw => query.Contains("%27", StringComparison.Ordinal),
            _ => true,
        };

    /// <summary>Writes that form in UTF-8 and returns its length.</summary>
    public int Write(UrlForm form, Span<byte> destination)
    {
        var length = Encoding.UTF8.GetBytes(origin, destination);
        length += Encoding.UTF8.GetBytes(form.OtherPort ? otherPort : port, destination[length..]);
        length += Encoding.UTF8.GetBytes(prefix, destination[length..]);
        length += Encoding.UTF8.GetBytes(!form.OtherRoot ? path : path.IsEmpty ? "/" : "", destination[length..]);
        return length + (form.Apostrophes switch
        {
            UrlForm.ApostropheForm.Escaped => WriteReplaced(query, "'", "%27"u8, destination[length..]),
            UrlForm.ApostropheForm.Raw => WriteReplaced(query, "%27", "'"u8, destination[length..]),
            _ => Encoding.UTF8.GetBytes(query, destination[length..]),
        });
    }

    private static int WriteReplaced(ReadOnlySpan<char> text, string old, ReadOnlySpan<byte> replacement, Span<byte> destination)
    {
        var length = 0;
        for (var found = text.IndexOf(old); found >= 0; found = text.IndexOf(old))
        {
            length += Encoding.UTF8.GetBytes(text[..found], destination[length..]);
            replacement.CopyTo(destination[length..]);
            length += replacement.Length;
            text = text[(found + old.Length)..];
        }

        return length + Encoding.UTF8.GetBytes(text, destination[length..]);
    }

    // Not System.Uri, which allocates and changes what it reads.
    private static void Split(
        ReadOnlySpan<char> url, out ReadOnlySpan<char> origin, out ReadOnlySpan<char> port, out ReadOnlySpan<char> pathAndQuery)
    {
        var scheme = url.IndexOf("://");
        var authority = scheme < 0 ? 0 : scheme + "://".Length;
        var end = url[authority..].IndexOfAny('/', '?', '#');
        end = end < 0 ? url.Length : authority + end;
        pathAndQuery = url[end..];
        origin = url[..end];

        // A colon in the user info or within an IPv6 address does not start the port.
        var host = origin.LastIndexOfAny('@', ']', '/') + 1;
        var colon = origin[host..].IndexOf(':');
        port = colon < 0 ? default : origin[(host + colon)..];
        origin = origin[..^port.Length];
    }
}

/// <summary>How a signed URL may differ from the one that was received.</summary>
internal readonly record struct UrlForm(UrlForm.ApostropheForm Apostrophes, bool OtherRoot, bool OtherPort)
{
    internal enum ApostropheForm
    {
        AsReceived,
        Escaped,
        Raw,
    }

    /// <summary>Every form, the likeliest first.</summary>
    public static UrlForm[] All { get; } =
    [
        .. from apostrophes in Enum.GetValues<ApostropheForm>()
           from otherRoot in (bool[])[false, true]
           from otherPort in (bool[])[false, true]
           select new UrlForm(apostrophes, otherRoot, otherPort),
    ];
}

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

/// <summary>Whether the app runs in Azure, and the host name that it has there.</summary>
internal sealed record AzureHosting(bool InAzure, string? HostName)
{
    // Which of them are set depends on the plan: Flex Consumption has no WEBSITE_INSTANCE_ID, Container Apps only its own. Not
    // WEBSITE_HOSTNAME, which `func start` sets too. https://learn.microsoft.com/azure/app-service/reference-app-settings,
    // https://learn.microsoft.com/azure/container-apps/environment-variables
    private static readonly string[] Marks = ["WEBSITE_SITE_NAME", "WEBSITE_INSTANCE_ID", "WEBSITE_POD_NAME", "CONTAINER_APP_NAME"];

    public static AzureHosting From(IConfiguration environment) =>
        new(Marks.Any(mark => !string.IsNullOrEmpty(environment[mark])), environment["WEBSITE_HOSTNAME"]);
}
