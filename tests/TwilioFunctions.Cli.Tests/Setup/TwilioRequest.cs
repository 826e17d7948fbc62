using Microsoft.AspNetCore.WebUtilities;

namespace TwilioFunctions.Cli.Tests.Setup;

/// <summary>A request as Twilio, or the app, would get it.</summary>
internal sealed record TwilioRequest(string Method, string Host, string Path, string Query, string Body, string? Authorization)
{
    public bool IsWrite => Method is not "GET";

    public IReadOnlyDictionary<string, string[]> Form { get; } =
        QueryHelpers.ParseQuery(Body.StartsWith('{') ? "" : Body).ToDictionary(field => field.Key, field => field.Value.OfType<string>().ToArray());

    public string? this[string field] => Form.GetValueOrDefault(field)?.Single();

    public string? OfQuery(string name) => QueryHelpers.ParseQuery(Query).TryGetValue(name, out var value) ? value.ToString() : null;

    public string Text => $"{Method} {Host}{Path}";
}
