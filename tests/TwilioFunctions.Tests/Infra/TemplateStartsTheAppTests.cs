using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using TwilioFunctions.Core;

namespace TwilioFunctions.Tests.Infra;

/// <summary>With the settings that the template makes, and no others, the app's own validation lets it start in Azure.</summary>
public sealed class TemplateStartsTheAppTests
{
    /// <summary>What only Azure knows.</summary>
    private static readonly Dictionary<string, string> KnownToAzure = new()
    {
        ["AzureWebJobsStorage__clientId"] = "11111111-1111-1111-1111-111111111111",
        ["APPLICATIONINSIGHTS_CONNECTION_STRING"] = "InstrumentationKey=22222222-2222-2222-2222-222222222222",
        ["Channels__WebPubSub__Endpoint"] = "https://wps.webpubsub.azure.com",
        ["Channels__WebPubSub__ClientId"] = "11111111-1111-1111-1111-111111111111",
    };

    private static readonly List<TemplateSetting> Everything = [.. TemplateSetting.Of(Template.OfTheRepository.Compiled.Everything)];

    [Fact]
    public void SettingsThatAreAlwaysMade_StartTheApp() => Assert.Empty(Failures(TemplateSetting.Of(Template.OfTheRepository.Compiled.Default)));

    [Fact]
    public void AllSettings_StartTheApp() => Assert.Empty(Failures(Everything));

    [Theory]
    [InlineData("AzureWebJobsStorage__accountName", "AzureWebJobsStorage is not set")]
    [InlineData("Twilio__Accounts__{}__AccountSid", "Twilio__Accounts__0__AccountSid is not set")]
    [InlineData("Twilio__Accounts__{}__AuthToken", "Twilio__Accounts__0__AuthToken is not set")]
    [InlineData("Twilio__Accounts__{}__ApiKeys__{}__Secret", "Twilio__Accounts__0__ApiKeys__0__Secret is not set")]
    [InlineData("Channels__Apns__KeyId", "Channels__Apns__KeyId is not set")]
    [InlineData("Channels__WebPubSub__Hub", "Channels__WebPubSub__Hub is not set")]
    public void SettingThatTheTemplateForgot_IsNamed(string name, string sentence)
    {
        Assert.Contains(Everything, setting => setting.Name == name);

        var failures = Failures(Everything.Where(setting => setting.Name != name), resolveSecrets: name.StartsWith("Channels", StringComparison.Ordinal));

        Assert.Contains(failures, failure => failure.StartsWith(sentence, StringComparison.Ordinal));
    }

    private static IReadOnlyList<string> Failures(IEnumerable<TemplateSetting> settings, bool resolveSecrets = false)
    {
        var values = settings.ToDictionary(
            setting => setting.Key.Replace("__", ":", StringComparison.Ordinal),
            setting => (string?)(resolveSecrets && setting.Secret is not null ? "resolved" : KnownToAzure.GetValueOrDefault(setting.Key, setting.Value)));
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
}
