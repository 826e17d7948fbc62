using TwilioFunctions.Cli.Up;

namespace TwilioFunctions.Cli.Setup;

/// <summary>The three URLs of a Proxy service.</summary>
internal sealed class ProxyServiceItem(SetupPlan plan, TwilioCommands twilio, string sid) : ISetupItem
{
    private readonly string callback = plan.UrlOf(Endpoints.ProxyCallback);
    private readonly string intercept = plan.UrlOf(Endpoints.ProxyIntercept);
    private readonly string outOfSession = plan.UrlOf(Endpoints.ProxyOutOfSession);

    public string Title => $"Proxy service {sid}";

    public IReadOnlyList<string> Notes => [];

    public IReadOnlyList<SetupStep> Steps => [new CommandStep(twilio.UpdateProxyService(sid, callback, intercept, outOfSession))];

    public async Task<IReadOnlyList<Finding>> CompareAsync(SetupSession session, CancellationToken cancellationToken)
    {
        var found = await session.FetchAsync(twilio.ProxyService(sid), SetupJson.Default.IReadOnlyListProxyServiceAnswer, cancellationToken);
        var mend = Steps;
        return
        [
            Finding.Of(Title, "callback URL", callback, found.CallbackUrl, mend),
            Finding.Of(Title, "intercept callback URL", intercept, found.InterceptCallbackUrl, mend),
            Finding.Of(Title, "out-of-session callback URL", outOfSession, found.OutOfSessionCallbackUrl, mend),
        ];
    }
}
