namespace TwilioFunctions.LocalHost.Tests.Settings;

public sealed class FunctionAppTests : IDisposable
{
    private const string WorkerConfig = """{ "description": { "defaultWorkerPath": "App.dll" } }""";

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("local-host-settings-");

    public FunctionAppTests()
    {
        Write("worker.config.json", WorkerConfig);
        Write("host.json", """{ "version": "2.0" }""");
    }

    [Fact]
    public void Folder_IsReadAsFuncDoes()
    {
        Write("local.settings.json", """{ "Values": { "A__B": "1", "C": 2, "D": null, }, "Host": { "LocalHttpPort": 7080 } }""");
        Write("host.json", """{ "extensions": { "queues": { "batchSize": 4 } }, /* and */ "list": ["a", "b"] }""");

        var app = FunctionApp.Read(folder.FullName, port: null);

        Assert.Equal(7080, app.Port);
        Assert.Equal(Path.Combine(folder.FullName, "App.dll"), app.WorkerAssembly);
        Assert.Equal("dotnet", app.WorkerExecutable);
        Assert.Equal("1", app.Settings["A__B"]);
        Assert.Equal("1", app.Configuration["A:B"]);
        Assert.Equal("2", app.Settings["C"]);
        Assert.Equal("4", app.Host["extensions:queues:batchSize"]);
        Assert.Equal("b", app.Host["list:1"]);
    }

    [Theory]
    [InlineData(null, 7071)]
    [InlineData(7072, 7072)]
    [InlineData(0, 0)]
    public void Port_IsTheArgumentElseTheDefault(int? port, int expected) => Assert.Equal(expected, FunctionApp.Read(folder.FullName, port).Port);

    [Fact]
    public void SettingOfTheEnvironment_OverridesHostJson()
    {
        Write("host.json", """{ "extensions": { "queues": { "batchSize": 4 } } }""");
        Write("local.settings.json", """{ "Values": { "AzureFunctionsJobHost__extensions__queues__batchSize": "8" } }""");

        Assert.Equal("8", FunctionApp.Read(folder.FullName, null).Host["extensions:queues:batchSize"]);
    }

    [Theory]
    [InlineData("true", true)]
    [InlineData("True", true)]
    [InlineData("1", true)]
    [InlineData("false", false)]
    [InlineData("0", false)]
    public void Function_CanBeDisabled(string value, bool disabled)
    {
        Write("local.settings.json", $$"""{ "Values": { "AzureWebJobs.One.Disabled": "{{value}}", "AzureWebJobs__Two__Disabled": "{{value}}" } }""");

        var app = FunctionApp.Read(folder.FullName, null);

        Assert.Equal((disabled, disabled, false), (app.IsDisabled("One"), app.IsDisabled("Two"), app.IsDisabled("Three")));
    }

    [Theory]
    [InlineData("worker.config.json", null, "{folder} has no worker.config.json, so it isn't the output folder of an isolated function app: build the app, and name the folder that its assembly is in.")]
    [InlineData("worker.config.json", "{}", "{folder}/worker.config.json names no worker (description.defaultWorkerPath): build the app again.")]
    [InlineData("worker.config.json", "[]", "{folder}/worker.config.json names no worker (description.defaultWorkerPath): build the app again.")]
    [InlineData("worker.config.json", "{", "{folder}/worker.config.json isn't valid JSON: ")]
    [InlineData("host.json", null, "{folder} has no host.json: copy it to the output folder when the app is built.")]
    [InlineData("host.json", "", "{folder}/host.json isn't valid JSON: ")]
    [InlineData("host.json", """{ "a": 1 "b": 2 }""", "{folder}/host.json isn't valid JSON: ")]
    [InlineData("local.settings.json", "nonsense", "{folder}/local.settings.json isn't valid JSON: ")]
    [InlineData("local.settings.json", """{ "IsEncrypted": true }""", "{folder}/local.settings.json is encrypted, and only func can read it: run 'func settings decrypt'.")]
    [InlineData("local.settings.json", """{ "Host": { "LocalHttpPort": "http" } }""", "Host.LocalHttpPort of {folder}/local.settings.json must be a number from 0 to 65535, not \"http\".")]
    [InlineData("local.settings.json", """{ "Host": { "LocalHttpPort": 65536 } }""", "Host.LocalHttpPort of {folder}/local.settings.json must be a number from 0 to 65535, not 65536.")]
    [InlineData("local.settings.json", """{ "Values": { "A=B": "1" } }""", "'A=B' among the Values of local.settings.json isn't a valid name of an environment variable.")]
    [InlineData("local.settings.json", """{ "Values": { "": "1" } }""", "'' among the Values of local.settings.json isn't a valid name of an environment variable.")]
    [InlineData("local.settings.json", """{ "Values": { "FUNCTIONS_WORKER_RUNTIME": "node" } }""", "FUNCTIONS_WORKER_RUNTIME is 'node', and this host runs apps of the isolated worker model only: set it to dotnet-isolated.")]
    public void InvalidFile_IsNamedInOneSentence(string name, string? content, string sentence)
    {
        Write(name, content);

        var ex = Assert.Throws<LocalHostException>(() => FunctionApp.Read(folder.FullName, null));

        Assert.StartsWith(sentence.Replace("{folder}", folder.FullName, StringComparison.Ordinal), ex.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', ex.Message);
    }

    [Fact]
    public void MissingFolder_IsNamed()
    {
        var ex = Assert.Throws<LocalHostException>(() => FunctionApp.Read("/no/such/folder", null));

        Assert.StartsWith("/no/such/folder has no worker.config.json", ex.Message, StringComparison.Ordinal);
    }

    public void Dispose() => folder.Delete(recursive: true);

    private void Write(string name, string? content)
    {
        var path = Path.Combine(folder.FullName, name);
        if (content is null)
            File.Delete(path);
        else
            File.WriteAllText(path, content);
    }
}
