namespace TwilioFunctions.Cli.Setup;

/// <summary>
/// How Twilio retries a webhook of a call, in the fragment of its URL. A fragment is not sent, and not signed. Event Streams
/// does not honour it (it retries for four hours by itself), and we found no word on Proxy: those URLs have none.
/// Source: https://www.twilio.com/docs/usage/webhooks/webhooks-connection-overrides
/// </summary>
internal static class ConnectionOverrides
{
    // 4xx is in none of them: a refusal stays one. Unless asked, Twilio tries once more, after a failed connection only.
    private const string Policy = "rp=5xx,ct,rt";

    /// <summary>
    /// The caller hears silence meanwhile: the app answers within a second, so after four seconds nothing will come, and another
    /// instance may answer. Three tries, and after ten seconds in all the fallback.
    /// </summary>
    public const string Voice = $"#rc=2&{Policy}&ct=2000&rt=4000&tt=10000";

    /// <summary>The last chance before the caller hears an error: time enough for an app that has to start.</summary>
    public const string VoiceFallback = $"#rc=1&{Policy}&ct=3000&rt=10000&tt=15000";

    /// <summary>
    /// Nobody waits, and what is lost is missing in the story of the call: as many tries as there can be. The app answers 503
    /// after four seconds when storage is away, so five are enough to hear it.
    /// </summary>
    public const string StatusCallback = $"#rc=5&{Policy}&ct=3000&rt=5000&tt=15000";
}
