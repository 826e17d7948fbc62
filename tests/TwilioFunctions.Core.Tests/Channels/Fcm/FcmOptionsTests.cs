using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using TwilioFunctions.Core.Channels;
using TwilioFunctions.Core.Channels.Fcm;

namespace TwilioFunctions.Core.Tests.Channels.Fcm;

public sealed class FcmOptionsTests
{
    private static readonly RSA Key = RSA.Create(2048);
    private static readonly string Account = ServiceAccounts.Json(Key);

    [Fact]
    public void ServiceAccount_SwitchesTheChannelOn()
    {
        using var services = Services(("ServiceAccountJson", $"\n{Account} "));

        services.GetRequiredService<IStartupValidator>().Validate();

        Assert.Null(services.GetRequiredService<INotificationChannel>().MissingSetting);
    }

    [Theory]
    [InlineData(null, "Channels__Fcm__ServiceAccountJson is not set.")]
    [InlineData("", "Channels__Fcm__ServiceAccountJson is not set.")]
    [InlineData(
        "@Microsoft.KeyVault(VaultName=vault;SecretName=fcm)", "Channels__Fcm__ServiceAccountJson is a Key Vault reference that Azure could not resolve.")]
    public void NoAccount_IsAChannelThatIsOff(string? value, string expected)
    {
        using var services = Services(("ServiceAccountJson", value));

        services.GetRequiredService<IStartupValidator>().Validate();

        Assert.Equal(expected, services.GetRequiredService<INotificationChannel>().MissingSetting);
    }

    [Theory]
    [InlineData("service-account.json")]
    [InlineData("[]")]
    [InlineData("{")]
    public void NoJson_StopsTheApp(string value) => Assert.Equal(
        ["Channels__Fcm__ServiceAccountJson is not JSON: give the whole text of the service account's key file."], Failures(("ServiceAccountJson", value)));

    [Theory]
    [InlineData("project_id")]
    [InlineData("client_email")]
    [InlineData("private_key")]
    public void MissingMember_StopsTheAppAndIsNamed(string member)
    {
        var account = JsonNode.Parse(Account)!.AsObject();
        account.Remove(member);

        Assert.Equal(
            [$"Channels__Fcm__ServiceAccountJson has no {member}: give the whole text of the service account's key file."],
            Failures(("ServiceAccountJson", account.ToJsonString())));
    }

    [Theory]
    [InlineData("key")]
    [InlineData("-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n")]
    public void UnreadableKey_StopsTheApp(string key)
    {
        var account = JsonNode.Parse(Account)!.AsObject();
        account["private_key"] = key;

        Assert.Equal(
            ["Channels__Fcm__ServiceAccountJson has a private_key that cannot be read: give the text of the key file as it was downloaded."],
            Failures(("ServiceAccountJson", account.ToJsonString())));
    }

    [Fact]
    public void WrongAddresses_StopTheAppAndAreNamed() => Assert.Equal(
        [
            "Channels__Fcm__Endpoint is not an https URL, nor an http URL of this machine.",
            "Channels__Fcm__ServiceAccountJson cannot be used: token_uri is not an https URL, nor an http URL of this machine.",
        ],
        Failures(("ServiceAccountJson", ServiceAccounts.Json(Key, "http://example.com/token")), ("Endpoint", "fcm.googleapis.com")));

    private static IEnumerable<string> Failures(params (string Name, string? Value)[] settings)
    {
        using var services = Services(settings);
        return Assert.Throws<OptionsValidationException>(() => services.GetRequiredService<IStartupValidator>().Validate()).Failures;
    }

    private static ServiceProvider Services(params (string Name, string? Value)[] settings)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create($"{FcmOptions.Section}:{setting.Name}", setting.Value)))
            .Build();
        return new ServiceCollection().AddLogging().AddSingleton(TimeProvider.System).AddFcmChannel(configuration).BuildServiceProvider();
    }
}
