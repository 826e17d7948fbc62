namespace TwilioFunctions.Core.Channels;

/// <summary>Where a push service is: its own address, or what plays it in tests and local development.</summary>
internal static class ServiceEndpoint
{
    /// <summary>The sentence about an endpoint that is of no use; null for one that is.</summary>
    public static string? Problem(string setting, string? endpoint) =>
        Uri.TryCreate(endpoint, UriKind.Absolute, out var url)
        && (url.Scheme == Uri.UriSchemeHttps || (url.Scheme == Uri.UriSchemeHttp && url.IsLoopback))
        && url is { Query: "", Fragment: "", UserInfo: "" }
            ? null
            : $"{setting} is not an https URL, nor an http URL of this machine.";

    /// <summary>The address of a path below the endpoint.</summary>
    public static Uri At(string endpoint, string path) => new($"{endpoint.TrimEnd('/')}{path}");
}
