using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;
using TwilioFunctions.Cli.Setup;
using TwilioFunctions.Cli.Tests.Up;
using TwilioFunctions.Cli.Up;
using TwilioFunctions.Testing;

namespace TwilioFunctions.Cli.Tests.Setup;

public sealed class ConnectionOverridesTests
{
    // https://www.twilio.com/docs/usage/webhooks/webhooks-connection-overrides
    private static readonly Dictionary<string, (int Least, int Most)> Documented = new()
    {
        ["rc"] = (0, 5),
        ["ct"] = (100, 10_000),
        ["rt"] = (100, 15_000),
        ["tt"] = (100, 15_000),
    };

    [Theory]
    [InlineData(ConnectionOverrides.Voice)]
    [InlineData(ConnectionOverrides.VoiceFallback)]
    [InlineData(ConnectionOverrides.StatusCallback)]
    public void Overrides_AreWithinWhatTwilioTakes(string overrides)
    {
        var values = QueryHelpers.ParseQuery(overrides.TrimStart('#')).ToDictionary(value => value.Key, value => value.Value.ToString());

        Assert.True(values.Remove("rp", out var policy));
        Assert.All(policy.Split(','), what => Assert.Contains(what, (string[])["4xx", "5xx", "ct", "rt", "all"]));
        Assert.Equal(Documented.Keys.Order(), values.Keys.Order());
        Assert.All(values, value => Assert.InRange(int.Parse(value.Value, CultureInfo.InvariantCulture), Documented[value.Key].Least, Documented[value.Key].Most));
    }

    /// <summary>HTTP does not send a fragment, and Twilio does not sign it: the URL as it was configured is accepted all the same.</summary>
    [Fact]
    public async Task Signature_IsOfTheUrlWithoutThem()
    {
        const string Token = "local-development-auth-token";
        const string Url = $"https://voice.example.com/{Endpoints.IncomingCalls}";
        var folder = Directory.CreateTempSubdirectory("overrides-");
        await using var twilio = await NodeTwilio.StartAsync();
        var signed = await twilio.SignAsync(Url, [new("AccountSid", TwilioAccountState.AccountSid)], body: null, Token);

        await using var doctor = CliProcess.Start(
            folder.FullName,
            new Dictionary<string, string?>(),
            "doctor", Url + ConnectionOverrides.Voice, "--signature", signed.Signature, "--body", $"AccountSid={TwilioAccountState.AccountSid}",
            "--account-sid", TwilioAccountState.AccountSid, "--auth-token", Token);
        var exitCode = await doctor.ExitAsync();
        folder.Delete(recursive: true);

        Assert.True(exitCode == 0, doctor.Output);
        Assert.Contains($"Verified as {Url}{Environment.NewLine}", doctor.Output, StringComparison.Ordinal);
    }
}
