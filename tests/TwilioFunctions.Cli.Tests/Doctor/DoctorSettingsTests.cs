using TwilioFunctions.Cli.Tests.Up;
using TwilioFunctions.Testing;

namespace TwilioFunctions.Cli.Tests.Doctor;

/// <summary>Settings in each form in which people have them, before the app is started with them.</summary>
public sealed class DoctorSettingsTests : IDisposable
{
    private const string Misspelled = "Twilio__Accounts__0__AuthTokn isn't a setting. Did you mean Twilio__Accounts__0__AuthToken?";
    private const string Secret = "a-value-that-nobody-sees";

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("doctor-settings-");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task SampleSettings_LetTheAppStart()
    {
        var (exitCode, output) = await DoctorAsync(File.ReadAllText(Path.Combine(Repository.Root, "local.settings.sample.json")));

        Assert.Equal((0, "The app starts with these settings."), (exitCode, output.Trim()));
    }

    [Theory]
    [InlineData("""{"Values":{"AzureWebJobsStorage":"UseDevelopmentStorage=true","Twilio__Accounts__0__AccountSid":"AC00000000000000000000000000000000","Twilio__Accounts__0__AuthTokn":"a-value-that-nobody-sees"}}""")]
    [InlineData("""[{"name":"AzureWebJobsStorage__accountName","slotSetting":false,"value":"account"},{"name":"Twilio__Accounts__0__AccountSid","value":"AC00000000000000000000000000000000"},{"name":"Twilio__Accounts__0__AuthTokn","value":"a-value-that-nobody-sees"}]""")]
    [InlineData("""{"AzureWebJobsStorage":"UseDevelopmentStorage=true","Twilio":{"Accounts":[{"AccountSid":"AC00000000000000000000000000000000","AuthTokn":"a-value-that-nobody-sees"}]}}""")]
    [InlineData("# comment\nAzureWebJobsStorage=UseDevelopmentStorage=true\nTwilio__Accounts__0__AccountSid=AC00000000000000000000000000000000\nexport Twilio__Accounts__0__AuthTokn=\"a-value-that-nobody-sees\"\n")]
    public async Task MisspelledName_IsFoundInEachForm(string settings)
    {
        var (exitCode, output) = await DoctorAsync(settings);

        Assert.Equal(1, exitCode);
        Assert.Contains(Misspelled, output, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Environment_IsReadWithoutAFile()
    {
        var environment = new Dictionary<string, string?>
        {
            ["AzureWebJobsStorage"] = "UseDevelopmentStorage=true",
            ["Twilio__Accounts__0__AccountSid"] = "AC00000000000000000000000000000000",
            ["Twilio__Accounts__0__AuthTokn"] = Secret,
        };
        await using var command = CliProcess.Start(folder.FullName, environment, ["doctor", "settings"]);

        Assert.Equal(1, await command.ExitAsync());
        Assert.Contains(Misspelled, command.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("AzureWebJobsStorage=garbage", "AzureWebJobsStorage isn't a valid connection string")]
    [InlineData("OTEL_EXPORTER_OTLP_PROTOCOL=smoke", "OTEL_EXPORTER_OTLP_PROTOCOL must be grpc or http/protobuf.")]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT=collector:4317", "OTEL_EXPORTER_OTLP_ENDPOINT must be an absolute http or https URL.")]
    [InlineData("OTEL_METRIC_EXPORT_INTERVAL=soon", "OTEL_METRIC_EXPORT_INTERVAL must be a number of milliseconds above 0.")]
    public async Task SettingThatStopsTheApp_IsNamed(string line, string sentence)
    {
        var (exitCode, output) = await DoctorAsync(
            "AzureWebJobsStorage=UseDevelopmentStorage=true\nTwilio__Accounts__0__AccountSid=AC00000000000000000000000000000000\n" +
            $"Twilio__Accounts__0__AuthToken=token\nOTEL_EXPORTER_OTLP_ENDPOINT=http://127.0.0.1:4317\n{line}\n");

        Assert.Equal(1, exitCode);
        Assert.StartsWith(sentence, output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task FileThatIsNoSettings_IsASentence()
    {
        var (exitCode, output) = await DoctorAsync("[1]");

        Assert.Equal(1, exitCode);
        Assert.Contains("must be a local.settings.json", output, StringComparison.Ordinal);
    }

    private async Task<(int ExitCode, string Output)> DoctorAsync(string settings)
    {
        var file = Path.Combine(folder.FullName, "settings");
        await File.WriteAllTextAsync(file, settings);
        await using var command = CliProcess.Start(folder.FullName, new Dictionary<string, string?>(), ["doctor", "settings", file]);
        return (await command.ExitAsync(), command.Output);
    }
}
