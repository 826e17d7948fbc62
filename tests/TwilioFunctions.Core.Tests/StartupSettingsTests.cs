using System.Collections;
using System.Reflection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using TwilioFunctions.Core.AppSettings;
using TwilioFunctions.Core.CallNotifications;
using TwilioFunctions.Core.Storage;

namespace TwilioFunctions.Core.Tests;

/// <summary>Whatever the section: a name that nothing reads and a value that can't be read stop the app, in words of settings.</summary>
public sealed class StartupSettingsTests
{
    private static readonly (string Name, string Value)[] Right =
    [
        ("AzureWebJobsStorage", "UseDevelopmentStorage=true"),
        ("Twilio:Accounts:0:AccountSid", "AC00000000000000000000000000000000"),
        ("Twilio:Accounts:0:AuthToken", "token"),
    ];

    /// <summary>The sections of all options classes, but for the one that the Functions host owns.</summary>
    public static TheoryData<string> Sections => new(typeof(CallNotificationOptions).Assembly.GetTypes()
        .Where(type => type != typeof(StorageOptions) && type.Name.EndsWith("Options", StringComparison.Ordinal))
        .Select(type => type.GetField("Section", BindingFlags.Public | BindingFlags.Static)?.GetRawConstantValue() as string)
        .OfType<string>()
        .Append("Channels"));

    /// <summary>Each setting of these classes whose value is not any text.</summary>
    public static TheoryData<string, string> Values
    {
        get
        {
            var values = new TheoryData<string, string>();
            foreach (var type in typeof(CallNotificationOptions).Assembly.GetTypes().Where(type => type != typeof(StorageOptions) && type.GetField("Section") is not null))
            {
                foreach (var (path, expected) in ValuesOf((string)type.GetField("Section")!.GetRawConstantValue()!, type))
                    values.Add(path, expected);
            }
            return values;
        }
    }

    [Fact]
    public void RightSettings_HaveNoProblems() => Assert.Empty(Problems());

    [Fact]
    public void Sections_AreAllOfOurs() => Assert.Equal(
        ["Bindings", "CallNotifications", "Channels", "Channels:Apns", "Channels:Fcm", "Channels:WebPubSub", "Channels:Webhook", "Proxy", "Retention", "Twilio", "Voice"],
        Sections.Cast<object[]>().Select(row => (string)row[0]).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Sections))]
    public void MisspelledName_IsNamedWithTheNearestRightName(string section)
    {
        var problem = Assert.Single(Problems(($"{section}:Nonsense:0:Deeper", "1")));

        var setting = section.Replace(":", "__", StringComparison.Ordinal);
        Assert.StartsWith($"{setting}__Nonsense isn't a setting. Did you mean {setting}__", problem, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Values))]
    public void UnreadableValue_IsNamedWithWhatIsAllowed(string path, string expected)
    {
        var problem = Assert.Single(Problems((path, "nonsense")));

        Assert.Equal($"{path.Replace(":", "__", StringComparison.Ordinal)} {expected}", problem);
        Assert.DoesNotContain("System.", problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Channels:Fmc:Endpoint", "Channels__Fmc isn't a setting. Did you mean Channels__Fcm?")]
    [InlineData("CallNotifications:TimeToLife", "CallNotifications__TimeToLife isn't a setting. Did you mean CallNotifications__TimeToLive?")]
    [InlineData("callnotifications:maxconcurency", "CallNotifications__maxconcurency isn't a setting. Did you mean CallNotifications__MaxConcurrency?")]
    [InlineData("Channels:Webhook:AllowedOrigin:0", "Channels__Webhook__AllowedOrigin isn't a setting. Did you mean Channels__Webhook__AllowedOrigins?")]
    [InlineData("Voice:CallerId:0", "Voice__CallerId__0 isn't a setting. Voice__CallerId takes a value and has no settings below it.")]
    [InlineData("Proxy:BlockedNumbers", "Proxy__BlockedNumbers can't have a value: it is a list, whose items are Proxy__BlockedNumbers__0,")]
    [InlineData("Proxy:OutOfSession", "Proxy__OutOfSession can't have a value: its settings are Proxy__OutOfSession__Voice,")]
    [InlineData("AzureWebJobsStorage:queueServiceUri", "AzureWebJobsStorage__QueueServiceUri must be an absolute URL.", "http://")]
    public void WrongName_IsExplained(string path, string expected, string value = "1")
    {
        var problem = Assert.Single(Problems((path, value)));

        Assert.StartsWith(expected, problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("AzureWebJobsStorage:blobServiceUri", "https://account.blob.core.windows.net")]
    [InlineData("Twillio:Accounts:0:AuthToken", "of another program")]
    [InlineData("TWILIO_ACCOUNT_SID", "of another program")]
    [InlineData("twilio:accounts:0:SECONDARYAUTHTOKEN", "second")]
    [InlineData("Voice:Rules", "")]
    [InlineData("Voice:Fallback:Parameters:anything", "1")]
    [InlineData("CallNotifications:MaxConcurrency", " 7 ")]
    [InlineData("Retention:Calls", "never")]
    [InlineData("Proxy:MaxBodyLength", "")]
    public void NameOfOthers_OrRightOne_IsNoProblem(string path, string value) => Assert.Empty(Problems((path, value)));

    [Theory]
    [InlineData("garbage")]
    [InlineData("a-secret")]
    [InlineData("DefaultEndpointsProtocol=https;AccountName=phones;AccountKey=a-secret;EndpointSuffix=core.windows.net")]
    [InlineData("AccountKey=YS1zZWNyZXQ=")]
    [InlineData("AccountName=phones;AccountKey=YS1zZWNyZXQ=;QueueEndpoint=a-secret;TableEndpoint=a-secret")]
    [InlineData("UseDevelopmentStorage=a-secret")]
    public void InvalidConnectionString_IsNamedWithoutItsValue(string value) => Assert.Equal(
        ["AzureWebJobsStorage isn't a valid connection string: it must be one of a storage account, or UseDevelopmentStorage=true for Azurite."],
        Problems(("AzureWebJobsStorage", value)));

    [Theory]
    [InlineData("accountName", "A B", "AzureWebJobsStorage__accountName isn't a valid name of a storage account: it must be 3 to 24 letters and digits.")]
    [InlineData("accountName", "phones.example.com/", "AzureWebJobsStorage__accountName isn't a valid name of a storage account: it must be 3 to 24 letters and digits.")]
    [InlineData("queueServiceUri", "nonsense", "AzureWebJobsStorage__queueServiceUri must be an absolute https URL.")]
    [InlineData("tableServiceUri", "http://phones.table.core.windows.net", "AzureWebJobsStorage__tableServiceUri must be an absolute https URL.")]
    public void InvalidIdentityBasedConnection_IsNamed(string member, string value, string expected) =>
        Assert.Equal([expected], Problems(("AzureWebJobsStorage", ""), ($"AzureWebJobsStorage:{member}", value)));

    [Theory]
    [InlineData("", "phones")]
    [InlineData("BlobEndpoint=https://phones.blob.core.windows.net/;QueueEndpoint=https://phones.queue.core.windows.net/;TableEndpoint=https://phones.table.core.windows.net/;SharedAccessSignature=sv=2024&sig=s", null)]
    [InlineData("DefaultEndpointsProtocol=https;AccountName=phones;AccountKey=YS1zZWNyZXQ=;EndpointSuffix=core.windows.net", null)]
    public void EachFormOfConnection_IsRight(string value, string? accountName) =>
        Assert.Empty(Problems(("AzureWebJobsStorage", value), ("AzureWebJobsStorage:accountName", accountName ?? "")));

    [Fact]
    public void UnresolvedKeyVaultReference_IsNamed() => Assert.Equal(
        [KeyVaultReference.Sentence("AzureWebJobsStorage")], Problems(("AzureWebJobsStorage", "@Microsoft.KeyVault(SecretUri=https://vault/secrets/storage)")));

    [Theory]
    [InlineData("Twilio:Accounts:3:AccountSid=AC1;Twilio:Accounts:3:AuthToken=t", "Twilio__Accounts__3__AccountSid is not an Account SID")]
    [InlineData("Twilio:Accounts:10:AccountSid=AC1;Twilio:Accounts:10:AuthToken=t;Twilio:Accounts:9:AccountSid=AC00000000000000000000000000000001;Twilio:Accounts:9:AuthToken=t", "Twilio__Accounts__10__AccountSid is")]
    [InlineData("Twilio:Accounts:0:ApiKeys:2:Sid=SK1;Twilio:Accounts:0:ApiKeys:2:Secret=s", "Twilio__Accounts__0__ApiKeys__2__Sid is not the SID of an API key")]
    [InlineData("Voice:Rules:4:Do:Kind=Reject;Voice:Rules:6:When:Days=Never;Voice:Rules:6:Do:Kind=Reject", "Voice__Rules__6__When__Days")]
    [InlineData("Voice:Rules:4:Do:Kind=Reject;Voice:Rules:4:When:Called:7= ", "Voice__Rules__4__When__Called__7 is empty")]
    [InlineData("Channels:Webhook:AllowedOrigins:1=;Channels:Webhook:AllowedOrigins:2=nonsense", "Channels__Webhook__AllowedOrigins__2 is not an origin")]
    [InlineData("Proxy:BlockedNumbers:5= ", "Proxy__BlockedNumbers__5 is empty")]
    [InlineData("Proxy:QuietHours:8:TimeZone=Europe/Berlin", "Proxy__QuietHours__8 has neither")]
    [InlineData("Twilio:Accounts:1:AuthTokn=t;Twilio:Accounts:2:AuthToken=t;Twilio:Accounts:1:AccountSid=AC00000000000000000000000000000001", "Twilio__Accounts__1__AuthTokn isn't a setting")]
    public void ListWithAGap_IsNamedByItsOwnIndexes(string settings, string expected)
    {
        var problem = Assert.Single(Problems([.. settings.Split(';').Select(setting => setting.Split('=')).Select(pair => (pair[0], pair[1]))]));

        Assert.StartsWith(expected, problem, StringComparison.Ordinal);
    }

    [Fact]
    public void ListThatBeginsLater_IsNamedByItsOwnIndexes()
    {
        (string, string)[] settings = [("AzureWebJobsStorage", "UseDevelopmentStorage=true"), ("Twilio:Accounts:2:AccountSid", "AC00000000000000000000000000000000")];

        Assert.Equal(["Twilio__Accounts__2__AuthToken is not set."], ProblemsOf(settings));
    }

    [Fact]
    public void SeveralWrongSections_AreAllNamedOnce()
    {
        var problems = Problems(("Twilio:Acounts:0:AuthToken", "1"), ("Bindings:MaxPerIdentity", "x"), ("Channels:WebPubSub:Endpoint", "https://a.webpubsub.azure.com"), ("Channels:WebPubSub:Hub", "h"));

        Assert.Equal(2, problems.Count);
    }

    private static IReadOnlyList<string> Problems(params (string Name, string Value)[] settings) => ProblemsOf(Right.Concat(settings));

    private static IReadOnlyList<string> ProblemsOf(IEnumerable<(string Name, string Value)> settings)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(settings.GroupBy(setting => setting.Name, StringComparer.OrdinalIgnoreCase).Select(named => KeyValuePair.Create(named.Key, (string?)named.Last().Value)))
            .Build();
        using var services = new ServiceCollection().AddTwilioFunctionsCore(configuration).BuildServiceProvider();
        return StartupSettings.Problems(services);
    }

    private static IEnumerable<(string Path, string Expected)> ValuesOf(string path, Type type) => type.GetProperties().SelectMany(member =>
    {
        var memberPath = $"{path}:{member.Name}";
        var item = typeof(IList).IsAssignableFrom(member.PropertyType) || member.PropertyType.IsGenericType ? member.PropertyType.GetGenericArguments()[0] : member.PropertyType;
        if (item.IsClass && item.Assembly == type.Assembly)
            return ValuesOf(item == member.PropertyType ? memberPath : $"{memberPath}:0", item);
        return type.Name != "RetentionOptions" && SectionCheck.Expected(member.PropertyType) is { } expected ? [(memberPath, expected)] : [];
    });
}
