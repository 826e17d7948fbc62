using TwilioFunctions.Cli.Up;

namespace TwilioFunctions.Cli.Tests.Up;

public sealed class AppLogTests
{
    [Theory]
    [InlineData("[2026-11-21T03:47:37.123Z] info TwilioFunctions.Core.EventStreams.EventReceiver: Event Streams: Accepted", "Event Streams: Accepted")]
    [InlineData("[2026-11-21T03:47:37.123Z] Event Streams: Accepted", "Event Streams: Accepted")]
    [InlineData("[2026-11-21T03:47:37.123Z] warn A.B: refused, [brackets] stay", "refused, [brackets] stay")]
    [InlineData("[2026-11-21T03:47:37.123Z] fail Function.A: Executed 'Functions.A' (Failed, Id=1, Duration=2ms)", "Executed 'Functions.A' (Failed, Id=1, Duration=2ms)")]
    [InlineData("[2026-11-21T03:47:37.123Z] info Function.A: Executing 'Functions.A' (Reason='', Id=1)", "")]
    [InlineData("[2026-11-21T03:47:37.123Z] Executed 'Functions.A' (Succeeded, Id=1, Duration=2ms)", "")]
    [InlineData("Unhandled exception. System.Exception: x", "Unhandled exception. System.Exception: x")]
    [InlineData("   ", "")]
    public void Line_IsPassedOnWithoutItsPrefixOrDropped(string line, string expected)
    {
        using var writer = new StringWriter();

        new AppLog(Terminal.For(writer)).Write(line);

        Assert.Equal(expected, writer.ToString().TrimEnd());
    }
}
