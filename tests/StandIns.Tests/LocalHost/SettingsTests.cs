using Microsoft.Azure.Functions.Worker.LocalHost;

namespace StandIns.Tests.LocalHost;

public sealed class SettingsTests : IDisposable
{
    private readonly DirectoryInfo directory = Directory.CreateTempSubdirectory("local-settings-");

    [Theory]
    [InlineData(new[] { "--port", "7072" }, 7072)]
    [InlineData(new[] { "--verbose", "--port=7073" }, 7073)]
    [InlineData(new[] { "--verbose" }, null)]
    public void Port_IsTakenFromTheArguments(string[] arguments, int? port) => Assert.Equal(port, LocalHostSettings.PortOf(arguments));

    [Theory]
    [InlineData("--port")]
    [InlineData("--port=http")]
    [InlineData("--port=65536")]
    public void PortThatIsNone_IsRefused(string argument) =>
        Assert.Throws<ArgumentException>(() => LocalHostSettings.PortOf([argument]));

    [Fact]
    public void LocalSettings_AreReadAsFuncDoes()
    {
        Write("""
            {
              // func allows comments.
              "IsEncrypted": false,
              "Values": { "A": "1", "B:C": "2", },
              "Host": { "LocalHttpPort": 7080, "CORS": "https://one.example, https://two.example" }
            }
            """);

        var settings = LocalSettings.Read(directory.FullName);

        Assert.Equal(new Dictionary<string, string> { ["A"] = "1", ["B:C"] = "2" }, settings.Values);
        Assert.Equal(7080, settings.Port);
        Assert.Equal(["https://one.example", "https://two.example"], settings.CorsOrigins);
    }

    [Fact]
    public void Environment_WinsOverLocalSettings()
    {
        var (set, missing) = ($"SET_{Guid.NewGuid():N}", $"MISSING_{Guid.NewGuid():N}");
        Environment.SetEnvironmentVariable(set, "environment");
        Write($$"""{ "Values": { "{{set}}": "file", "{{missing}}": "file" } }""");

        LocalSettings.Read(directory.FullName).ApplyToEnvironment(7071);

        Assert.Equal("environment", Environment.GetEnvironmentVariable(set));
        Assert.Equal("file", Environment.GetEnvironmentVariable(missing));
    }

    [Fact]
    public void MissingFile_IsNoSettings() => Assert.Empty(LocalSettings.Read(directory.FullName).Values);

    [Fact]
    public void EncryptedFile_IsRefusedWithTheWayOut()
    {
        Write("""{ "IsEncrypted": true }""");

        var error = Assert.Throws<InvalidOperationException>(() => LocalSettings.Read(directory.FullName));

        Assert.Contains("func settings decrypt", error.Message, StringComparison.Ordinal);
    }

    public void Dispose() => directory.Delete(recursive: true);

    private void Write(string json) => File.WriteAllText(Path.Combine(directory.FullName, "local.settings.json"), json);
}
