using Microsoft.Extensions.Logging;
using Moq;
using TwilioFunctions.Http;
using TwilioFunctions.Telemetry;

namespace TwilioFunctions.Tests.Telemetry;

public sealed class SingleLineLoggerTests
{
    private readonly List<string> written = [];

    [Fact]
    public void TextFromOutside_StaysOnItsLineInMessagesOfTheApp()
    {
        ILogger logger = new SingleLineLogger<StorageFaultMiddleware>(Factory());

        logger.Log(LogLevel.Warning, new EventId(1), "{\"type\":\"a\r\n[fail] forged\u001b[2J\u2028\"}", exception: null, (text, _) => text);

        Assert.Equal("{\"type\":\"a\uFFFD\uFFFD[fail] forged\uFFFD[2J\uFFFD\"}", Assert.Single(written));
    }

    [Fact]
    public void MessageOfAnotherLibrary_KeepsItsLines()
    {
        ILogger logger = new SingleLineLogger<HttpClient>(Factory());

        logger.Log(LogLevel.Warning, new EventId(1), "a\nb", exception: null, (text, _) => text);

        Assert.Equal("a\nb", Assert.Single(written));
    }

    private ILoggerFactory Factory()
    {
        var logger = new Mock<ILogger>();
        logger
            .Setup(log => log.Log(It.IsAny<LogLevel>(), It.IsAny<EventId>(), It.IsAny<It.IsAnyType>(), It.IsAny<Exception?>(), It.IsAny<Func<It.IsAnyType, Exception?, string>>()))
            .Callback(new InvocationAction(call => written.Add((string)((Delegate)call.Arguments[4]).DynamicInvoke(call.Arguments[2], call.Arguments[3])!)));
        return Mock.Of<ILoggerFactory>(factory => factory.CreateLogger(It.IsAny<string>()) == logger.Object);
    }
}
