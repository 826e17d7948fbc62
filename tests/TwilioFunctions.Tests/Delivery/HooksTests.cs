using System.Diagnostics;
using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using TwilioFunctions.Testing;

namespace TwilioFunctions.Tests.Delivery;

/// <summary>What the hooks of <c>azd</c> say, with the Azure CLI's part played by <c>cli/az</c>.</summary>
public sealed partial class HooksTests : IDisposable
{
    private const string AccountSid = "AC00000000000000000000000000000001";

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory();
    private readonly Dictionary<string, string> variables = [];

    public HooksTests()
    {
        variables["PATH"] = $"{Path.Combine(Repository.Root, "tests", "TwilioFunctions.Tests", "Delivery", "cli")}{Path.PathSeparator}{Environment.GetEnvironmentVariable("PATH")}";
        variables["AZ_CALLS"] = Path.Combine(folder.FullName, "calls");
        variables["AZ_SECRET_VALUE"] = Path.Combine(folder.FullName, "value");
        variables["TWILIO_ACCOUNT_SID"] = AccountSid;
        variables["AZURE_SUBSCRIPTION_ID"] = "00000000-0000-0000-0000-00000000000a";
        foreach (var output in Templates.Outputs)
            variables[output] = output.EndsWith("_URL", StringComparison.Ordinal) ? $"https://the-app.example/{output}" : $"the-{output.ToLowerInvariant().Replace('_', '-')}";
    }

    public static TheoryData<string> Hooks => ["preprovision", "postprovision", "postdeploy"];

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task Hook_InheritsNothingFromTheRoot()
    {
        var build = new ProcessStartInfo("dotnet", ["build", "preprovision.cs", "-getProperty:ManagePackageVersionsCentrally,RestorePackagesWithLockFile,EnforceCodeStyleInBuild"])
        {
            WorkingDirectory = HookProcess.Folder,
        };

        var result = await ProcessResult.RunAsync(build);

        Assert.True(result.ExitCode == 0, result.Output);
        Assert.Contains("EnforceCodeStyleInBuild", result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("true", result.Output, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [MemberData(nameof(Hooks))]
    public void Hook_ReadsNoVariableThatNobodySets(string hook)
    {
        var read = VariableName.Matches(File.ReadAllText(Path.Combine(Repository.Root, "infra", "hooks", $"{hook}.cs"))).Select(match => match.Groups[1].Value).ToHashSet();

        Assert.NotEmpty(read);
        Assert.Subset(Templates.Outputs.Concat(Templates.Variables).Append("AZURE_SUBSCRIPTION_ID").ToHashSet(), read);
    }

    [Fact]
    public async Task Preprovision_WithAnAccountSid_GoesOn()
    {
        var hook = await HookProcess.RunAsync("preprovision", variables);

        Assert.True(hook.ExitCode == 0, hook.Output);
    }

    [Theory]
    [InlineData("")]
    [InlineData("ACnot-a-sid")]
    public async Task Preprovision_WithoutAnAccountSid_StopsAndSaysHowToSetIt(string accountSid)
    {
        variables["TWILIO_ACCOUNT_SID"] = accountSid;

        var hook = await HookProcess.RunAsync("preprovision", variables);

        Assert.Equal(1, hook.ExitCode);
        Assert.Contains("azd env set TWILIO_ACCOUNT_SID AC", hook.Output);
    }

    [Fact]
    public async Task Postprovision_NamesTheSecretsThatTheVaultLacks()
    {
        variables["AZ_APP_SETTINGS"] = SettingsWith("twilio-auth-token-0", "twilio-secondary-auth-token-0", "apns-private-key");
        variables["AZ_SECRETS"] = """["twilio-auth-token-0","somebody-elses"]""";

        var hook = await HookProcess.RunAsync("postprovision", variables);

        Assert.True(hook.ExitCode == 0, hook.Output);
        Assert.Contains("lacks 2 of the secrets", hook.Output);
        Assert.Contains("--vault-name the-key-vault-name --name twilio-secondary-auth-token-0 ", hook.Output);
        Assert.Contains("--vault-name the-key-vault-name --name apns-private-key --output none --file AuthKey.p8", hook.Output);
        Assert.DoesNotContain("--name twilio-auth-token-0", hook.Output);
        Assert.DoesNotContain("--value", hook.Output);
        Assert.Contains("/resourceGroups/the-resource-group-name/providers/Microsoft.Web/sites/the-function-app-name/config/configreferences/appsettings/refresh", hook.Output);
        Assert.Equal(
            [
                "functionapp config appsettings list --name the-function-app-name --resource-group the-resource-group-name --subscription 00000000-0000-0000-0000-00000000000a --output json",
                "keyvault secret list --vault-name the-key-vault-name --subscription 00000000-0000-0000-0000-00000000000a --query [].name --output json",
            ],
            File.ReadAllLines(variables["AZ_CALLS"]));
    }

    [Fact]
    public async Task Postprovision_TheCommandItPrints_SetsTheSecretWithoutShowingIt()
    {
        variables["AZ_APP_SETTINGS"] = SettingsWith("twilio-auth-token-0");
        variables["AZ_SECRETS"] = "[]";
        var hook = await HookProcess.RunAsync("postprovision", variables);
        var command = hook.Output.Split('\n').Single(line => line.Contains("az keyvault secret set", StringComparison.Ordinal));

        var shell = await HookProcess.RunShellAsync(command, "the $token's \\ text\n", variables);

        Assert.True(shell.ExitCode == 0, shell.Output);
        Assert.Equal("the $token's \\ text", File.ReadAllText(variables["AZ_SECRET_VALUE"]));
        Assert.Equal("keyvault secret set --vault-name the-key-vault-name --name twilio-auth-token-0 --output none --file /dev/stdin", File.ReadLines(variables["AZ_CALLS"]).Last());
        Assert.DoesNotContain("text", shell.Output);
    }

    [Fact]
    public async Task Postprovision_WithEverySecretInTheVault_SaysSo()
    {
        variables["AZ_APP_SETTINGS"] = SettingsWith("twilio-auth-token-0");
        variables["AZ_SECRETS"] = """["twilio-auth-token-0"]""";

        var hook = await HookProcess.RunAsync("postprovision", variables);

        Assert.True(hook.ExitCode == 0, hook.Output);
        Assert.Contains("holds every secret", hook.Output);
    }

    [Fact]
    public async Task Postprovision_WhenAzureRefuses_SaysWhyAndGoesOn()
    {
        variables["AZ_FAULT"] = "ERROR: (Forbidden) Caller is not authorized to perform action on resource.";

        var hook = await HookProcess.RunAsync("postprovision", variables);

        Assert.True(hook.ExitCode == 0, hook.Output);
        Assert.Contains(variables["AZ_FAULT"], hook.Output);
        Assert.Contains("azd hooks run postprovision", hook.Output);
    }

    [Theory]
    [InlineData("postprovision", "KEY_VAULT_NAME")]
    [InlineData("postdeploy", "BASE_URL")]
    public async Task Hook_BeforeAnythingIsProvisioned_SaysWhatIsMissing(string hook, string output)
    {
        variables.Remove(output);

        var result = await HookProcess.RunAsync(hook, variables);

        Assert.Equal(1, result.ExitCode);
        Assert.Contains($"{output} is not set", result.Output);
    }

    [Fact]
    public async Task Postdeploy_ListsEveryUrl_AndTheNextCommand()
    {
        await using var app = await StartAppAsync("""{"status":"healthy","checks":[]}""", HttpStatusCode.OK);

        var hook = await HookProcess.RunAsync("postdeploy", variables);

        Assert.True(hook.ExitCode == 0, hook.Output);
        Assert.All(Templates.Outputs.Where(output => output.EndsWith("_URL", StringComparison.Ordinal)), output => Assert.Contains(variables[output], hook.Output));
        Assert.Contains("The app is healthy.", hook.Output);
        Assert.Contains($"dotnet run --project src/TwilioFunctions.Cli -- twilio setup --url {variables["BASE_URL"]} --account-sid {AccountSid}", hook.Output);
    }

    [Fact]
    public async Task Postdeploy_OfAnAppThatIsNotHealthy_SaysWhatItLacks()
    {
        await using var app = await StartAppAsync(
            """{"status":"unhealthy","checks":[{"name":"signing keys","status":"unhealthy","detail":"cannot be read"},{"name":"queues","status":"healthy","detail":null}]}""",
            HttpStatusCode.ServiceUnavailable);

        var hook = await HookProcess.RunAsync("postdeploy", variables);

        Assert.True(hook.ExitCode == 0, hook.Output);
        Assert.Contains("  signing keys: cannot be read", hook.Output);
        Assert.DoesNotContain("queues:", hook.Output);
    }

    private static string SettingsWith(params string[] secrets) => JsonSerializer.Serialize(
        secrets.Select((secret, place) => new { name = $"Setting{place}", value = $"@Microsoft.KeyVault(SecretUri=https://the-key-vault-name.vault.azure.net/secrets/{secret})" })
            .Append(new { name = "AzureWebJobsStorage__credential", value = "managedidentity" }));

    private async Task<WebApplication> StartAppAsync(string health, HttpStatusCode status)
    {
        var app = WebApplication.CreateSlimBuilder().Build();
        app.Urls.Add("http://127.0.0.1:0");
        app.MapGet("/api/health", () => Results.Text(health, "application/json", statusCode: (int)status));
        await app.StartAsync();
        variables["BASE_URL"] = app.Urls.Single();
        return app;
    }

    [GeneratedRegex("\"([A-Z]+(?:_[A-Z]+)+)\"")]
    private static partial Regex VariableName { get; }
}
