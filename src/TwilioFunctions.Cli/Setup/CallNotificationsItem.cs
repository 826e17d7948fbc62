using TwilioFunctions.Cli.Up;

namespace TwilioFunctions.Cli.Setup;

/// <summary>The account's default Voice Client Configuration: where Twilio tells of calls to clients.</summary>
internal sealed class CallNotificationsItem(SetupPlan plan) : ISetupItem
{
    private const string Variable = "CONFIGURATION_ID";
    private const string Post = "POST";

    private readonly string url = plan.UrlOf(Endpoints.CallNotifications);

    public string Title => "Voice Client Configuration";

    public IReadOnlyList<string> Notes =>
    [
        "A private beta that the Twilio CLI has no command for: curl, which reads the credentials from its standard input. The second request",
        "makes it the account's default; a single call can have its own: `twilio api:core:calls:create --client-notification-url`.",
    ];

    public IReadOnlyList<SetupStep> Steps =>
        [new CommandStep(CurlCommands.Create(plan.ConfigurationName, url), Capture.ConfigurationId(Variable)), MakeDefault(ShellVariable.Of(Variable))];

    public async Task<IReadOnlyList<Finding>> CompareAsync(SetupSession session, CancellationToken cancellationToken)
    {
        var current = await session.GetAsync(CurlCommands.Default(), ConfigurationJson.Default.ConfigurationAnswer, cancellationToken);
        var target = current?.Configuration?.Callnotification;
        IReadOnlyList<SetupStep> mend = IsMet(target) ? [] : await MendAsync(session, current, cancellationToken);
        return [new Finding(Title, "default", $"{Post} {url}", Shown(target), IsMet(target), mend)];
    }

    // CallNotifications__UrlSecret puts a secret behind the URL, which is nothing to compare or to print.
    private bool IsMet(CallNotificationTarget? target) =>
        target?.Method == Post && target.Url is { } found && (found == url || found.StartsWith($"{url}?secret=", StringComparison.Ordinal));

    private static string? Shown(CallNotificationTarget? target) => target is null ? null : $"{target.Method} {target.Url?.Split('?')[0]}";

    /// <summary>The configuration of our name is made to fit, or made; another one stays as it is.</summary>
    private async Task<IReadOnlyList<SetupStep>> MendAsync(SetupSession session, ConfigurationAnswer? current, CancellationToken cancellationToken)
    {
        if (await FindAsync(session, cancellationToken) is not { Id: { } id } ours)
            return Steps;

        IEnumerable<SetupStep> steps =
        [
            .. IsMet(ours.Configuration?.Callnotification) ? [] : new[] { new CommandStep(CurlCommands.Replace(id, plan.ConfigurationName, ours.Description, url)) },
            .. current?.Id == id ? [] : new[] { MakeDefault(id) },
        ];
        return [.. steps];
    }

    private async Task<ConfigurationAnswer?> FindAsync(SetupSession session, CancellationToken cancellationToken)
    {
        string? token = null;
        do
        {
            var page = await session.GetAsync(CurlCommands.List(token), ConfigurationJson.Default.ConfigurationsAnswer, cancellationToken);
            if (page?.Content?.FirstOrDefault(candidate => candidate.UniqueName == plan.ConfigurationName) is { } found)
                return found;
            token = page?.Meta?.NextToken;
        }
        while (!string.IsNullOrEmpty(token));
        return null;
    }

    private static CommandStep MakeDefault(string id) => new(CurlCommands.MakeDefault(id));
}
