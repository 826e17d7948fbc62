using TwilioFunctions.Cli.Up;

namespace TwilioFunctions.Cli.Setup;

/// <summary>Lets Twilio send a test event to a sink, and tells Twilio the id that came with it.</summary>
internal sealed record TestSinkStep(SetupPlan Plan, TwilioCommands Twilio, string SinkSid) : SetupStep
{
    private const string Variable = "TEST_ID";

    private string EventsUrl => Plan.UrlOf($"{Endpoints.Events}?accountSid={Plan.AccountSid ?? ShellVariable.Of(SetupSession.AccountVariable)}");

    public override string Bash =>
        $$"""
        {{Twilio.TestSink(SinkSid)}}
        sleep 10  # until the event is there and kept
        {{Variable}}=$({{CurlCommands.Events(EventsUrl)}} |
          grep -oE 'test_id.{3,20}[0-9a-f]{8}-[0-9a-f-]{27}' | head -n 1 | grep -oE '[0-9a-f-]{36}$')
        {{Validate(ShellVariable.Of(Variable))}}
        """;

    public override async Task RunAsync(SetupSession session, CancellationToken cancellationToken)
    {
        IReadOnlyList<string> before;
        try
        {
            before = await session.TestEvents.IdsAsync(cancellationToken);
        }
        catch (CommandFailedException refused)
        {
            await session.RunAsync(Twilio.TestSink(SinkSid), cancellationToken);
            session.Say($"Whether the event has come cannot be seen here. {refused.Message}");
            session.Say("The app's log has its test_id; with that, validate the sink:");
            session.Say($"{Validate("<test_id>").With(session.Values)}");
            return;
        }

        await session.RunAsync(Twilio.TestSink(SinkSid), cancellationToken);
        var testId = await session.TestEvents.NextAsync(before, cancellationToken);
        session.Say($"The app has received it: {Variable}={testId}");
        await session.RunAsync(Validate(testId), cancellationToken);
    }

    private ShellCommand Validate(string testId) => Twilio.ValidateSink(SinkSid, testId);
}
