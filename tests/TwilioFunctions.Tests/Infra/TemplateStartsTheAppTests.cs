using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using TwilioFunctions.Core;
using TwilioFunctions.Tests.Infra.Bicep;

namespace TwilioFunctions.Tests.Infra;

/// <summary>With the settings that the template makes, and no others, the app's own validation lets it start in Azure.</summary>
public sealed class TemplateStartsTheAppTests
{
    private const string AccountSid = "AC00000000000000000000000000000000";

    /// <summary>What only a deployment knows.</summary>
    private static readonly Dictionary<string, string> Deployed = new()
    {
        ["AzureWebJobsStorage__accountName"] = "sttwilio",
        ["AzureWebJobsStorage__clientId"] = "11111111-1111-1111-1111-111111111111",
        ["APPLICATIONINSIGHTS_CONNECTION_STRING"] = "InstrumentationKey=22222222-2222-2222-2222-222222222222",
        ["Twilio__Accounts__{}__AccountSid"] = AccountSid,
        ["Twilio__Accounts__{}__ApiKeys__{}__Sid"] = "SK00000000000000000000000000000000",
        ["Twilio__PublicBaseUrl"] = "https://hooks.example.com",
        ["Channels__Apns__TeamId"] = "TEAM123456",
        ["Channels__Apns__KeyId"] = "KEY1234567",
        ["Channels__WebPubSub__Endpoint"] = "https://wps.webpubsub.azure.com",
        ["Channels__WebPubSub__Hub"] = "calls",
        ["Channels__WebPubSub__ClientId"] = "11111111-1111-1111-1111-111111111111",
    };

    private static readonly List<TemplateSetting> Made = [.. TemplateSetting.Of(Template.OfTheRepository)];

    // It has no parent.
    private static IEnumerable<TemplateSetting> OfOneAccount => Made.Where(setting => !setting.Name.EndsWith("__ParentAccountSid", StringComparison.Ordinal));

    [Fact]
    public void SettingsThatAreAlwaysMade_StartTheApp() => Assert.Empty(Failures(Made.Where(setting => !setting.IsConditional)));

    [Fact]
    public void AllSettings_StartTheApp() => Assert.Empty(Failures(OfOneAccount));

    [Theory]
    [InlineData("AzureWebJobsStorage__accountName", "AzureWebJobsStorage is not set")]
    [InlineData("Twilio__Accounts__{}__AccountSid", "Twilio__Accounts__0__AccountSid is not set")]
    [InlineData("Twilio__Accounts__{}__AuthToken", "Twilio__Accounts__0__AuthToken is not set")]
    [InlineData("Twilio__Accounts__{}__ApiKeys__{}__Secret", "Twilio__Accounts__0__ApiKeys__0__Secret is not set")]
    [InlineData("Channels__Apns__KeyId", "Channels__Apns__KeyId is not set")]
    [InlineData("Channels__WebPubSub__Hub", "Channels__WebPubSub__Hub is not set")]
    public void SettingThatTheTemplateForgot_IsNamed(string name, string sentence)
    {
        Assert.Contains(Made, setting => setting.Name == name);

        var failures = Failures(OfOneAccount.Where(setting => setting.Name != name), resolveSecrets: name.StartsWith("Channels", StringComparison.Ordinal));

        Assert.Contains(failures, failure => failure.StartsWith(sentence, StringComparison.Ordinal));
    }

    private static IReadOnlyList<string> Failures(IEnumerable<TemplateSetting> settings, bool resolveSecrets = false)
    {
        var values = settings.ToDictionary(
            setting => setting.Name.Replace(BicepScope.Unknown, "0", StringComparison.Ordinal).Replace("__", ":", StringComparison.Ordinal),
            setting => (string?)(resolveSecrets && setting.Secret is not null ? "resolved" : ValueOf(setting)));
        values["WEBSITE_SITE_NAME"] = "func-twilio";
        values["WEBSITE_HOSTNAME"] = "func-twilio.azurewebsites.net";
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddTwilioFunctionsCore(new ConfigurationBuilder().AddInMemoryCollection(values).Build());
        using var provider = services.BuildServiceProvider();
        try
        {
            provider.GetRequiredService<IStartupValidator>().Validate();
            return [];
        }
        catch (OptionsValidationException wrong)
        {
            return [.. wrong.Failures];
        }
        catch (AggregateException several)
        {
            return [.. several.InnerExceptions.Cast<OptionsValidationException>().SelectMany(wrong => wrong.Failures)];
        }
    }

    /// <summary>What a deployment gives; else what the module says; else the default of main.bicep's parameter, which must be valid too.</summary>
    private static string ValueOf(TemplateSetting setting)
    {
        if (Deployed.TryGetValue(setting.Name, out var deployed))
            return deployed;
        if (setting.Value != BicepScope.Unknown)
            return setting.Value;
        var main = Template.OfTheRepository.File(Template.Main);
        var module = main.Of("module").Single(module => Template.PathFrom(Template.Main, module.Reference!) == setting.File);
        var arguments = (BicepObject)module.Body!["params"]!;
        var written = setting.Expression is BicepCall { Function: "string" } call ? call.Arguments[0] : setting.Expression;
        var parameter = written is BicepMember member ? (BicepName)member.Of : (BicepName)written;
        var given = main.Find("param", ((BicepName)arguments[parameter.Name]!).Name)!.Value!;
        return main.Scope.TextOf(written is BicepMember { Name: var name } ? ((BicepObject)given)[name]! : given);
    }
}
