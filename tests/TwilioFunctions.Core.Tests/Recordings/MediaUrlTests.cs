using TwilioFunctions.Core.Calls;
using TwilioFunctions.Core.Recordings;

namespace TwilioFunctions.Core.Tests.Recordings;

public sealed class MediaUrlTests
{
    [Theory]
    [InlineData("https://api.twilio.com/2010-04-01/Accounts/AC1/Recordings/RE1", "https://api.twilio.com/2010-04-01/Accounts/AC1/Recordings/RE1.mp3")]
    [InlineData("https://api.ie1.twilio.com/2010-04-01/Accounts/AC1/Recordings/RE1", "https://api.ie1.twilio.com/2010-04-01/Accounts/AC1/Recordings/RE1.mp3")]
    [InlineData("https://API.TWILIO.COM:443/r/RE1", "https://api.twilio.com/r/RE1.mp3")]
    [InlineData("https://api.twilio.com/r/RE1.wav", "https://api.twilio.com/r/RE1.mp3")]
    [InlineData("https://api.twilio.com/r/RE1.MP3?Download=false#x", "https://api.twilio.com/r/RE1.mp3")]
    [InlineData(null, "https://api.twilio.com/2010-04-01/Accounts/AC1/Recordings/RE1.mp3")]
    public void UrlOfTwilio_IsAskedForTheFormat(string? url, string asked) => Assert.Equal(asked, MediaUrl.Of(Recording(url), RecordingFormat.Mp3)?.AbsoluteUri);

    public static TheoryData<string> HostileUrls =>
    [
        "", "RE1", "/2010-04-01/Accounts/AC1/Recordings/RE1", "//api.twilio.com/r", "file:///etc/passwd", "ftp://api.twilio.com/r",
        "http://api.twilio.com/r", "HTTP://api.twilio.com/r", "wss://api.twilio.com/r",
        "https://twilio.com/r", "https://.twilio.com/r", "https://eviltwilio.com/r", "https://twilio.com.evil.example/r", "https://api.twilio.com.evil.example/r",
        "https://api.twilio.com./r", "https://evil.example./.twilio.com", "https://evil.example/api.twilio.com", "https://evil.example?.twilio.com", "https://evil.example#.twilio.com",
        "https://api.twilio.com@evil.example/r", "https://user@api.twilio.com/r", "https://user:password@api.twilio.com/r", "https://evil.example:443@api.twilio.com/",
        "https://api.twilio.com:8443/r", "https://api.twilio.com:80/r", "https://api.twilio.com:0/r",
        "https://api.twilio.com\\@evil.example/r", "https://evil.example\\.twilio.com/r", "https:\\\\api.twilio.com/r", "https://api.twilio.com/\\r",
        "https://api.twilio。com/r", "https://api.twilіo.com/r", "https://аpi.twilio.com/r", "https://api.twilio.com\u2024evil.example/r", "https://evil.example／.twilio.com/r",
        "https://evil.example%2f.twilio.com/r", "https://evil.example%00.twilio.com/r", "https://api.twilio.com%2eevil.example/r",
        " https://api.twilio.com/r", "https://api.twilio.com/r ", "https://api.twilio.com/\tr", "https://api.twilio.com/r\r\nHost: evil.example",
        "https://127.0.0.1/r", "https://[::1]/r", "https://2130706433/r", "https://169.254.169.254/.twilio.com", "https://localhost/r", "javascript:alert(1)", "data:audio/wav,.twilio.com",
    ];

    [Theory]
    [MemberData(nameof(HostileUrls))]
    public void UrlThatIsNotTwilios_IsNotAsked(string url)
    {
        Assert.Null(MediaUrl.Of(Recording(url), RecordingFormat.Wav));
        Assert.Null(MediaUrl.Parse(url));
    }

    [Theory]
    [InlineData("/moved", "https://api.twilio.com/moved")]
    [InlineData("moved?a=b", "https://api.twilio.com/r/moved?a=b")]
    [InlineData("https://media.twilio.com/moved", "https://media.twilio.com/moved")]
    [InlineData("//media.twilio.com/moved", "https://media.twilio.com/moved")]
    [InlineData("//evil.example/moved", null)]
    [InlineData("http://api.twilio.com/moved", null)]
    [InlineData("\\\\evil.example/moved", null)]
    [InlineData("/\\evil.example/moved", null)]
    [InlineData("https://x@api.twilio.com/moved", null)]
    [InlineData("file:///etc/passwd", null)]
    [InlineData("https://s3.amazonaws.com/moved", null)]
    [InlineData(null, null)]
    public void Redirect_IsFollowedWithinTwilio(string? location, string? target) =>
        Assert.Equal(target, MediaUrl.Follow(new Uri("https://api.twilio.com/r/RE1.wav"), location)?.AbsoluteUri);

    private static RecordingCallback Recording(string? url) => new() { RecordingSid = "RE1", AccountSid = "AC1", Url = url, Form = "" };
}
