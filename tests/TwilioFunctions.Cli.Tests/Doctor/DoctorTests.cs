using TwilioFunctions.Cli.Tests.Up;
using TwilioFunctions.Testing;

namespace TwilioFunctions.Cli.Tests.Doctor;

/// <summary>Requests that Twilio's npm package signed, as a developer would paste them.</summary>
public sealed class DoctorTests : IAsyncLifetime, IDisposable
{
    private const string AccountSid = "AC00000000000000000000000000000000";
    private const string Token = "local-development-auth-token";
    private const string LocalUrl = "http://localhost:7071/api/twilio/voice/incoming";
    private const string PublicUrl = "https://voice.example.com/api/twilio/voice/incoming";
    private const string Body = $"AccountSid={AccountSid}&CallSid=CA00000000000000000000000000000001&From=%2B14155550100";

    private static readonly KeyValuePair<string, string>[] Call =
        [new("AccountSid", AccountSid), new("CallSid", "CA00000000000000000000000000000001"), new("From", "+14155550100")];

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("doctor-");
    private NodeTwilio? twilio;

    public DoctorTests()
    {
        File.WriteAllText(PathOf("TwilioFunctions.sln"), "");
        File.Copy(Path.Combine(Repository.Root, "local.settings.sample.json"), PathOf("local.settings.json"));
    }

    public async Task InitializeAsync() => twilio = await NodeTwilio.StartAsync();

    public async Task DisposeAsync() => await twilio!.DisposeAsync();

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task ValidRequest_EndsWith0AndShowsWhatWasSigned()
    {
        var (exitCode, output) = await DoctorAsync([PublicUrl, "--signature", await SignAsync(PublicUrl), "--body", Body]);

        Assert.Equal(0, exitCode);
        Assert.Contains($"The app accepts this request: the primary key of {AccountSid} signed it.", output, StringComparison.Ordinal);
        Assert.Contains($"{PublicUrl}AccountSid{AccountSid}CallSidCA00000000000000000000000000000001From+14155550100", output, StringComparison.Ordinal);
        Assert.DoesNotContain(Token, output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RequestBehindAProxy_EndsWith1AndNamesTheSettingWithItsValue()
    {
        string[] request = [LocalUrl, "--signature", await SignAsync(PublicUrl), "--body", Body];

        var (exitCode, output) = await DoctorAsync([.. request, "--header", "X-Forwarded-Host: voice.example.com"]);

        Assert.Equal(1, exitCode);
        Assert.StartsWith("The app refuses this request: Mismatch.", output, StringComparison.Ordinal);
        Assert.Contains("ProxyHost: ", output, StringComparison.Ordinal);
        Assert.Contains("Twilio__PublicBaseUrl=https://voice.example.com\n", output.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Assert.DoesNotContain(Token, output, StringComparison.Ordinal);
        Assert.Equal(0, (await DoctorAsync([.. request, "--public-base-url", "https://voice.example.com"])).ExitCode);
    }

    [Fact]
    public async Task TokenThatIsPassed_IsTriedAndNeverPrinted()
    {
        const string Rotated = "the-token-after-promotion";

        var (exitCode, output) = await DoctorAsync([PublicUrl, "--signature", await SignAsync(PublicUrl, Rotated), "--body", Body, "--auth-token", Rotated, "--all"]);

        Assert.Equal(1, exitCode);
        Assert.Contains("Twilio__Accounts__0__AuthToken=<the token that was given>", output, StringComparison.Ordinal);
        Assert.DoesNotContain(Rotated, output, StringComparison.Ordinal);
        Assert.DoesNotContain(Token, output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\r\n")]
    [InlineData("\n")]
    public async Task WholeRequest_IsReadFromAFile(string lineEnd)
    {
        var signed = await twilio!.SignAsync("https://voice.example.com/api/twilio/events", null, "[]", Token);
        string[] lines =
        [
            $"POST {new Uri(signed.Url).PathAndQuery} HTTP/1.1", "Host: localhost:7071", "X-Forwarded-Host: voice.example.com",
            "Content-Type: application/json", $"X-Twilio-Signature: {signed.Signature}", "", "[]",
        ];
        await File.WriteAllTextAsync(PathOf("capture.txt"), string.Join(lineEnd, lines));

        var (exitCode, output) = await DoctorAsync(["--request-file", "capture.txt"]);

        Assert.Equal(1, exitCode);
        Assert.Contains("Twilio__PublicBaseUrl=https://voice.example.com", output, StringComparison.Ordinal);
        Assert.DoesNotContain("LineBreak: ", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task BodyAndHeadersOfFiles_AreReadByteForByte()
    {
        var signed = await twilio!.SignAsync("https://voice.example.com/api/twilio/events", null, """[{"name":"Zoë"}]""", Token);
        await File.WriteAllTextAsync(PathOf("body.json"), """[{"name":"Zoë"}]""" + "\n");
        await File.WriteAllTextAsync(PathOf("headers.txt"), $"Accept: */*\nX-Twilio-Signature: {signed.Signature}\n");

        var (exitCode, output) = await DoctorAsync([signed.Url, "--body-file", "body.json", "--headers-file", "headers.txt"]);

        Assert.Equal(1, exitCode);
        Assert.Contains("LineBreak: ", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task LongBody_IsElided()
    {
        var (_, output) = await DoctorAsync([PublicUrl, "--body", $"Body={new string('x', 5_000)}"]);

        Assert.Contains("MissingSignature: ", output, StringComparison.Ordinal);
        Assert.DoesNotContain(new string('x', 2_001), output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "Name the URL that was called, or a --request-file.")]
    [InlineData("nonsense", "'nonsense' isn't a valid http(s) URL.")]
    [InlineData("http://", "'http://' isn't a valid http(s) URL.")]
    [InlineData("ftp://x/api", "'ftp://x/api' isn't a valid http(s) URL.")]
    [InlineData("/api", "'/api' isn't a valid http(s) URL.")]
    [InlineData("https://example.com --header nonsense", "--header takes \"name: value\", and 'nonsense' is none.")]
    [InlineData("https://example.com --body a --body-file b", "--body and --body-file are two bodies: pass one of them.")]
    [InlineData("--request-file none.txt", "none.txt cannot be read")]
    [InlineData("--request-file local.settings.json", "does not begin with a request line")]
    [InlineData("https://example.com --public-base-url example.com", "Twilio__PublicBaseUrl is not an absolute http or https URL.")]
    public async Task WrongOption_IsASentence(string options, string expected)
    {
        var (exitCode, output) = await DoctorAsync(options.Split(' ', StringSplitOptions.RemoveEmptyEntries));

        Assert.Equal(1, exitCode);
        Assert.Contains(expected, output, StringComparison.Ordinal);
    }

    private async Task<(int ExitCode, string Output)> DoctorAsync(string[] options)
    {
        await using var command = CliProcess.Start(folder.FullName, new Dictionary<string, string?>(), ["doctor", .. options]);
        return (await command.ExitAsync(), command.Output);
    }

    private async Task<string> SignAsync(string url, string token = Token) => (await twilio!.SignAsync(url, Call, null, token)).Signature;

    private string PathOf(string file) => Path.Combine(folder.FullName, file);
}
