using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Moq;
using TwilioFunctions.Core.Calls;
using TwilioFunctions.Core.Proxy;

namespace TwilioFunctions.Core.Tests.Proxy;

public sealed class SettingsInterceptPolicyTests
{
    private const string Body = """{"body":"Call me at HOME"}""";

    [Theory]
    [InlineData("BlockedParticipants__0=kp00000000000000000000000000000001", "Proxy__BlockedParticipants__0 applies.")]
    [InlineData("BlockedParticipants__0=KP*2", null)]
    [InlineData("BlockedParticipants__0=+1555*", "Proxy__BlockedParticipants__0 applies.")]
    [InlineData("AllowedParticipants__0=KP*1", null)]
    [InlineData("AllowedParticipants__0=KP*2", "Who began it is not in Proxy__AllowedParticipants.")]
    [InlineData("BlockedNumbers__0=+49*", null)]
    [InlineData("BlockedNumbers__0=+15550001111", "Proxy__BlockedNumbers__0 applies.")]
    [InlineData("BlockedNumbers__0=+15550002222", "Proxy__BlockedNumbers__0 applies.")]
    [InlineData("AllowedNumbers__0=+1555000*", null)]
    [InlineData("AllowedNumbers__0=+15550002222", "Who began it is not in Proxy__AllowedNumbers.")]
    [InlineData("QuietHours__0__Days__0=saturday", "Proxy__QuietHours__0 applies.")]
    [InlineData("QuietHours__0__Days__0=Sunday", null)]
    [InlineData("MaxBodyLength=15", null)]
    [InlineData("MaxBodyLength=14", "The message is longer than Proxy__MaxBodyLength, which is 14.")]
    [InlineData("BlockedBodyPattern=at\\s+home", "The message has what Proxy__BlockedBodyPattern describes.")]
    [InlineData("BlockedBodyPattern=\\d{5}", null)]
    [InlineData("OnPolicyFailure=BLOCK", null)]
    public async Task Message_IsJudgedByTheSetting(string setting, string? reason)
    {
        var message = Interactions.Message(Body, ("From", "+15550001111"), ("To", "+15550002222"), ("inboundParticipantIdentifier", "+15550001111"));

        Assert.Equal(reason, await ReasonAsync(ProxySettings.Of(setting), message));
    }

    [Fact]
    public async Task SecondEntryOfAList_IsNamed() => Assert.Equal(
        "Proxy__BlockedParticipants__1 applies.", await ReasonAsync(ProxySettings.Of("BlockedParticipants__0=KP*2", "BlockedParticipants__1=KP*1"), Interactions.Voice()));

    [Theory]
    [InlineData("11:59", "12:00", false)]
    [InlineData("12:00", "12:01", true)]
    [InlineData("22:00", "12:01", true)]
    [InlineData("13:00", "06:00", false)]
    public async Task QuietHours_CoverTheirHours(string from, string until, bool blocks)
    {
        var settings = ProxySettings.Of($"QuietHours__0__From={from}", $"QuietHours__0__Until={until}");

        Assert.Equal(blocks, await ReasonAsync(settings, Interactions.Voice()) is not null);
    }

    [Theory]
    [InlineData("""{"body":"secret"}""", true)]
    [InlineData("""{"BODY":"secret"}""", false)]
    [InlineData("""{"body":"open"}""", false)]
    [InlineData("""{"body":null}""", false)]
    [InlineData("""{"body":["secret"]}""", true)]
    [InlineData("""{"body":"\ud800 secret"}""", true)]
    [InlineData("""["secret"]""", true)]
    [InlineData("the secret", true)]
    [InlineData("{secret", true)]
    [InlineData("", false)]
    public async Task MessageBody_IsFoundInWhateverTwilioSends(string data, bool blocks) =>
        Assert.Equal(blocks, await ReasonAsync(ProxySettings.Of("BlockedBodyPattern=secret"), Interactions.Message(data)) is not null);

    [Theory]
    [InlineData("voice")]
    [InlineData("Voice")]
    [InlineData("VOICE")]
    public async Task Call_HasNoBodyToJudge(string type) =>
        Assert.Null(await ReasonAsync(ProxySettings.Of("BlockedBodyPattern=.", "MaxBodyLength=0"), Interactions.Of(type, "call", """{"duration":"5"}""")));

    [Fact]
    public async Task InteractionWithoutNumbers_IsNotJudgedByAllowedNumbersAndThatIsLogged()
    {
        var log = new Mock<ILogger>();
        log.Setup(written => written.IsEnabled(It.IsAny<LogLevel>())).Returns(true);
        var provider = new Mock<ILoggerProvider>();
        provider.Setup(logs => logs.CreateLogger(It.IsAny<string>())).Returns(log.Object);
        using var logs = LoggerFactory.Create(logging => logging.AddProvider(provider.Object));

        var reason = await ReasonAsync(ProxySettings.Of("AllowedNumbers__0=+1555*"), Interactions.Voice(), logs.CreateLogger<SettingsInterceptPolicy>());

        Assert.Null(reason);
        Assert.Equal(6105, ((EventId)Assert.Single(log.Invocations, call => call.Method.Name == nameof(ILogger.Log)).Arguments[1]).Id);
    }

    [Fact]
    public async Task PatternThatWouldTakeForeverWithBacktracking_Ends() =>
        Assert.Null(await ReasonAsync(ProxySettings.Of("BlockedBodyPattern=^(a+)+$"), Interactions.Message($$"""{"body":"{{new string('a', 10_000)}}!"}""")));

    private static async Task<string?> ReasonAsync(IOptions<ProxyOptions> options, ProxyInteraction interaction, ILogger<SettingsInterceptPolicy>? logger = null)
    {
        // A Saturday, twelve o'clock.
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 11, 21, 12, 0, 0, TimeSpan.Zero));
        var policy = new SettingsInterceptPolicy(options, time, logger ?? NullLogger<SettingsInterceptPolicy>.Instance);
        return (await policy.DecideAsync(interaction, CancellationToken.None)).BlockedReason;
    }
}
