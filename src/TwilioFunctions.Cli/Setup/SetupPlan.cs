using TwilioFunctions.Cli.Up;

namespace TwilioFunctions.Cli.Setup;

/// <summary>What is to be wired to what.</summary>
/// <param name="Origin">The app's address without a slash at its end, as Twilio calls it.</param>
internal sealed record SetupPlan(string Origin)
{
    /// <summary>The account, where it is named.</summary>
    public string? AccountSid { get; init; }

    /// <summary>The profile of the Twilio CLI; its active one, or that of the environment, unless named.</summary>
    public string? Profile { get; init; }

    /// <summary>Numbers in E.164, or their SIDs.</summary>
    public IReadOnlyList<string> Numbers { get; init; } = [];

    public IReadOnlyList<string> ProxyServices { get; init; } = [];

    /// <summary>What Twilio calls when the voice URL fails; the voice URL again, with more patience, unless named.</summary>
    public string? FallbackUrl { get; init; }

    public string ConfigurationName { get; init; } = "twilio-functions";

    /// <summary>The sink that is used; the one with the right destination, or a new one, unless named.</summary>
    public string? SinkSid { get; init; }

    public int SchemaVersion { get; init; } = EventStreamsItem.SchemaVersion;

    /// <summary>What is left alone.</summary>
    public IReadOnlyList<string> Without { get; init; } = [];

    public IReadOnlyList<ISetupItem> Items()
    {
        var twilio = new TwilioCommands(Profile);
        IEnumerable<ISetupItem> items =
        [
            new InsightsItem(twilio),
            new EventStreamsItem(this, twilio),
            .. Numbers.Select(number => new NumberItem(this, twilio, number)),
            .. ProxyServices.Select(sid => new ProxyServiceItem(this, twilio, sid)),
            new CallNotificationsItem(this),
        ];
        return [.. items.Where(item => !Without.Contains(SetupItems.NameOf(item)))];
    }

    public string UrlOf(string path) => $"{Origin}/{path}";

    /// <summary>The endpoints that no setting of an account names: they go with each call.</summary>
    public static IReadOnlyList<Endpoint> OfEachCall { get; } = [.. Endpoints.Twilio.Where(endpoint => endpoint.Path == Endpoints.RecordingStatus)];
}
