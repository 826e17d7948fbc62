using System.Text.Json;
using TwilioFunctions.Cli.App;

namespace TwilioFunctions.Cli.Setup;

/// <summary>
/// Requests that the Twilio CLI has no command for. curl reads credentials from its standard input: among its arguments everybody
/// on the machine could see them.
/// </summary>
internal static class CurlCommands
{
    public const string Program = "curl";

    /// <summary>Beta, and in no SDK. Source: https://www.twilio.com/docs/voice/api/clientconfiguration-resource</summary>
    private const string Configurations = "https://voice.twilio.com/v2/Configurations/Client";

    private const int PageSize = 50;

    private static readonly string[] Quiet = ["--config", "-", "--silent", "--show-error"];

    // The credentials that the Twilio CLI takes from the environment, in its order.
    private static readonly ShellInput Credentials = new(
        """
        printf 'user = "%s:%s"\n' "${TWILIO_API_KEY:-$TWILIO_ACCOUNT_SID}" "${TWILIO_API_SECRET:-$TWILIO_AUTH_TOKEN}"
        """,
        () => EnvironmentCredentials.Read() is var (user, password) ? $"user = \"{user}:{password}\"\n" : "");

    /// <summary>A page of the configurations, and the status on a line of its own.</summary>
    public static ShellCommand List(string? pageToken) =>
        Read($"{Configurations}?pageSize={PageSize}{(pageToken is null ? "" : $"&pageToken={Uri.EscapeDataString(pageToken)}")}");

    /// <summary>The account's default, and the status on a line of its own.</summary>
    public static ShellCommand Default() => Read($"{Configurations}/Default");

    public static ShellCommand Create(string name, string url) => Write("POST", Configurations, Body(name, description: null, url));

    /// <summary>What a PUT leaves out is cleared, so it has everything.</summary>
    public static ShellCommand Replace(string id, string name, string? description, string url) =>
        Write("PUT", $"{Configurations}/{id}", Body(name, description, url));

    public static ShellCommand MakeDefault(string id) => Write("POST", $"{Configurations}/Default", $$"""{"configuration_id":"{{id}}"}""");

    /// <summary>The app's latest events of an account: for the shell alone, the tool asks the app itself.</summary>
    public static ShellCommand Events(string url) => new(Program, [.. Quiet, "--fail-with-body", "--url", url], new ShellInput(
        $$"""
        printf 'header = "x-functions-key: %s"\n' "${{{AppOptions.KeyVariable}}:-}"
        """,
        () => ""));

    private static ShellCommand Read(string url) => new(Program, [.. Quiet, "--write-out", "\\n%{http_code}", "--url", url], Credentials);

    private static ShellCommand Write(string method, string url, string body) => new(
        Program, [.. Quiet, "--fail-with-body", "--request", method, "--url", url, "--header", "Content-Type: application/json", "--data", body], Credentials);

    private static string Body(string name, string? description, string url) => JsonSerializer.Serialize(
        new ConfigurationBody(name, description ?? "TwilioFunctions", new ClientConfiguration("Client", new CallNotificationTarget(url, "POST"))),
        ConfigurationJson.Readable.ConfigurationBody);
}
