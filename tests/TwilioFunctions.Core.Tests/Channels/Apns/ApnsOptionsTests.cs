using System.Security.Cryptography;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using TwilioFunctions.Core.Channels;
using TwilioFunctions.Core.Channels.Apns;

namespace TwilioFunctions.Core.Tests.Channels.Apns;

public sealed class ApnsOptionsTests
{
    private static readonly string Pem = Key(ECCurve.NamedCurves.nistP256).ExportPkcs8PrivateKeyPem();

    public static TheoryData<string> ReadableKeys =>
    [
        Pem,
        Pem.ReplaceLineEndings("\\n"),
        Pem.ReplaceLineEndings("\\r\\n"),
        Pem.ReplaceLineEndings(" "),
        $"\n {Pem}\n",
        Convert.ToBase64String(Key(ECCurve.NamedCurves.nistP256).ExportPkcs8PrivateKey()),
    ];

    public static TheoryData<string> UnreadableKeys =>
    [
        "key",
        "AAAA",
        "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----",
        Pem[..100],
        Key(ECCurve.NamedCurves.nistP256).ExportSubjectPublicKeyInfoPem(),
        Key(ECCurve.NamedCurves.nistP384).ExportPkcs8PrivateKeyPem(),
        RSA.Create(2048).ExportPkcs8PrivateKeyPem(),
    ];

    [Theory]
    [MemberData(nameof(ReadableKeys))]
    public void AppleKey_IsTakenHoweverItWasPasted(string key)
    {
        using var services = Services(("TeamId", " TEAM123456 "), ("KeyId", "KEY1234567\n"), ("PrivateKey", key));

        services.GetRequiredService<IStartupValidator>().Validate();

        Assert.Null(services.GetRequiredService<INotificationChannel>().MissingSetting);
    }

    [Theory]
    [MemberData(nameof(UnreadableKeys))]
    public void OtherKey_StopsTheApp(string key)
    {
        var failures = Failures(("TeamId", "TEAM123456"), ("KeyId", "KEY1234567"), ("PrivateKey", key));

        Assert.Equal(
            ["Channels__Apns__PrivateKey is not a private key of Apple: give the text of the .p8 file, line breaks as they are or as \\n."], failures);
    }

    [Fact]
    public void HalfConfigured_StopsTheAppAndNamesWhatIsMissing()
    {
        Assert.Equal(
            ["Channels__Apns__TeamId is not set, although other settings of APNs are.", "Channels__Apns__PrivateKey is not set, although other settings of APNs are."],
            Failures(("KeyId", "KEY1234567")));
        Assert.Equal(["Channels__Apns__KeyId is not set, although other settings of APNs are."], Failures(("TeamId", "TEAM123456"), ("PrivateKey", Pem)));
    }

    [Theory]
    [InlineData("TeamId", "TEAM", "Channels__Apns__TeamId is not a team id: ten letters and digits.")]
    [InlineData("KeyId", "AuthKey_KEY1234567.p8", "Channels__Apns__KeyId is not a key id: ten letters and digits.")]
    [InlineData("ProductionEndpoint", "api.push.apple.com", "Channels__Apns__ProductionEndpoint is not an https URL, nor an http URL of this machine.")]
    [InlineData("SandboxEndpoint", "http://example.com", "Channels__Apns__SandboxEndpoint is not an https URL, nor an http URL of this machine.")]
    public void WrongSetting_StopsTheAppAndIsNamed(string setting, string value, string expected)
    {
        var settings = new Dictionary<string, string> { ["TeamId"] = "TEAM123456", ["KeyId"] = "KEY1234567", ["PrivateKey"] = Pem, [setting] = value };

        Assert.Equal([expected], Failures([.. settings.Select(pair => (pair.Key, pair.Value))]));
    }

    [Fact]
    public void NothingSet_IsAChannelThatIsOff()
    {
        using var services = Services();

        services.GetRequiredService<IStartupValidator>().Validate();

        Assert.Equal(
            "Channels__Apns__PrivateKey is not set, nor are Channels__Apns__KeyId and Channels__Apns__TeamId.",
            services.GetRequiredService<INotificationChannel>().MissingSetting);
    }

    [Fact]
    public void UnresolvedReference_IsAChannelThatIsOff()
    {
        using var services = Services(
            ("TeamId", "TEAM123456"), ("KeyId", "KEY1234567"), ("PrivateKey", "@Microsoft.KeyVault(SecretUri=https://vault/secrets/apns)"));

        services.GetRequiredService<IStartupValidator>().Validate();

        Assert.Equal(
            "Channels__Apns__PrivateKey is a Key Vault reference that Azure could not resolve.",
            services.GetRequiredService<INotificationChannel>().MissingSetting);
    }

    private static ECDsa Key(ECCurve curve) => ECDsa.Create(curve);

    private static IEnumerable<string> Failures(params (string Name, string Value)[] settings)
    {
        using var services = Services(settings);
        return Assert.Throws<OptionsValidationException>(() => services.GetRequiredService<IStartupValidator>().Validate()).Failures;
    }

    private static ServiceProvider Services(params (string Name, string Value)[] settings)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create($"{ApnsOptions.Section}:{setting.Name}", (string?)setting.Value)))
            .Build();
        return new ServiceCollection().AddLogging().AddSingleton(TimeProvider.System).AddApnsChannel(configuration).BuildServiceProvider();
    }
}
