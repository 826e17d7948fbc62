using System.CommandLine;
using System.Net;
using System.Text.RegularExpressions;
using TwilioFunctions.Cli.App;

namespace TwilioFunctions.Cli.Setup;

/// <summary>The options of <c>twilio setup</c>.</summary>
internal sealed partial class SetupOptions
{
    private readonly Option<string> url = PublicUrl.Rule(new Option<string>("--url")
    {
        Description = "The app's address as Twilio calls it: BASE_URL of `azd env get-values`, or a tunnel's.",
        Required = true,
    });

    private readonly Option<string> accountSid = Matching(new Option<string>("--account-sid")
    {
        Description = "The account, to be sure that the credentials are not another's.",
    }, AccountSid, "an Account SID (AC and 32 hexadecimal digits)");

    private readonly Option<string[]> numbers = AllMatching(new Option<string[]>("--number")
    {
        Description = "A phone number that the app answers, as +15551234567 or by its SID PN…; may repeat.",
    }, Number, "a number as +15551234567, or its SID (PN and 32 hexadecimal digits)");

    private readonly Option<string[]> proxyServices = AllMatching(new Option<string[]>("--proxy-service")
    {
        Description = "The SID KS… of a Proxy service; may repeat.",
    }, ProxyService, "a Proxy service's SID (KS and 32 hexadecimal digits)");

    private readonly Option<string> fallbackUrl = new Option<string>("--fallback-url")
    {
        Description = "What Twilio calls when the voice URL fails, for instance a TwiML Bin. [default: the voice URL again, with more patience]",
    }.HttpUrl();

    private readonly Option<string> configurationName = Matching(new Option<string>("--client-configuration-name")
    {
        Description = "The unique name of the Voice Client Configuration.",
        DefaultValueFactory = _ => "twilio-functions",
    }, Name, "a name of letters, digits, '-', '_' and '.'");

    private readonly Option<string> sinkSid = Matching(new Option<string>("--sink-sid")
    {
        Description = "The SID DG… of the sink. [default: the one that sends to the app, or a new one]",
    }, Sink, "a sink's SID (DG and 32 hexadecimal digits)");

    private readonly Option<int> schemaVersion = new Option<int>("--schema-version")
    {
        Description = "The version of VoiceInsights.CallSummary that is subscribed to.",
        DefaultValueFactory = _ => EventStreamsItem.SchemaVersion,
    }.Between(1, 1_000);

    private readonly Option<string[]> without = new Option<string[]>("--without") { Description = "Leaves something alone; may repeat." }
        .AcceptOnlyFromAmong([.. SetupItems.All]);

    private readonly Option<string> profile = new Option<string>("--profile") { Description = "The Twilio CLI's profile. [default: the environment's, or the active one]" }
        .NotEmpty();

    private readonly Option<string> key = new("--key")
    {
        Description = $"A function or host key of the app, to see the sink's test event arrive. [default: the environment variable {AppOptions.KeyVariable}]",
    };

    public void AddTo(Command command)
    {
        Option[] options = [url, accountSid, numbers, proxyServices, fallbackUrl, configurationName, sinkSid, schemaVersion, without, profile, key];
        foreach (var option in options)
            command.Add(option);
    }

    public SetupPlan Plan(ParseResult result) => new(result.GetRequiredValue(url).TrimEnd('/'))
    {
        AccountSid = result.GetValue(accountSid),
        Profile = result.GetValue(profile),
        Numbers = [.. (result.GetValue(numbers) ?? []).Distinct()],
        ProxyServices = [.. (result.GetValue(proxyServices) ?? []).Distinct()],
        FallbackUrl = result.GetValue(fallbackUrl),
        ConfigurationName = result.GetRequiredValue(configurationName),
        SinkSid = result.GetValue(sinkSid),
        SchemaVersion = result.GetValue(schemaVersion),
        Without = result.GetValue(without) ?? [],
    };

    public string? Key(ParseResult result) => result.GetValue(key) ?? Environment.GetEnvironmentVariable(AppOptions.KeyVariable);

    private static Option<string> Matching(Option<string> option, Regex pattern, string what) => Validated(option, pattern, what);

    private static Option<string[]> AllMatching(Option<string[]> option, Regex pattern, string what) => Validated(option, pattern, what);

    private static TOption Validated<TOption>(TOption option, Regex pattern, string what)
        where TOption : Option
    {
        option.Validators.Add(result =>
        {
            foreach (var token in result.Tokens.Where(token => !pattern.IsMatch(token.Value)))
                result.AddError($"{option.Name} takes {what}, and '{token.Value}' is none.");
        });
        return option;
    }

    [GeneratedRegex("^AC[0-9a-fA-F]{32}$")]
    private static partial Regex AccountSid { get; }

    [GeneratedRegex(@"^(\+[1-9][0-9]{6,14}|PN[0-9a-fA-F]{32})$")]
    private static partial Regex Number { get; }

    [GeneratedRegex("^KS[0-9a-fA-F]{32}$")]
    private static partial Regex ProxyService { get; }

    [GeneratedRegex("^DG[0-9a-fA-F]{32}$")]
    private static partial Regex Sink { get; }

    [GeneratedRegex("^[A-Za-z0-9_.-]{1,64}$")]
    private static partial Regex Name { get; }
}

/// <summary>An address that Twilio can call, and nothing behind it.</summary>
internal static class PublicUrl
{
    public static Option<string> Rule(Option<string> option)
    {
        option.Validators.Add(result =>
        {
            if (result.Tokens.Count > 0 && WrongWith(result.Tokens[0].Value) is { } sentence)
                result.AddError($"{option.Name} {sentence}");
        });
        return option;
    }

    private static string? WrongWith(string text)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https"))
            return "must be an absolute URL, as https://voice.example.com.";
        if (url.IsLoopback || IPAddress.TryParse(url.DnsSafeHost, out _) || !url.Host.Contains('.', StringComparison.Ordinal))
            return $"must be an address that Twilio reaches, and {url.Host} isn't one: deploy the app, or start a tunnel to it and name the tunnel's address.";
        if (url.Scheme != "https")
            return "must begin with https: webhooks carry phone numbers, and Twilio sends call notifications and events to nothing else.";
        // Twilio refuses such hosts, although they exist.
        if (url.Host.Contains('_', StringComparison.Ordinal))
            return $"must not have an underscore in its host, and {url.Host} has: Twilio refuses it.";
        return url.AbsolutePath != "/" || url.Query.Length > 0 || url.Fragment.Length > 0 || url.UserInfo.Length > 0
            ? $"must be the address alone, as {url.GetLeftPart(UriPartial.Scheme)}{url.Authority}: the paths are the app's."
            : null;
    }
}
