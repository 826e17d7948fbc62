using System.Diagnostics;
using System.Xml.Linq;
using TwilioFunctions.Testing;

namespace TwilioFunctions.Tests.Delivery;

/// <summary>The pipelines' restore, of a project with the repository's properties, when a feed knows of a vulnerability.</summary>
public sealed class KnownVulnerabilitiesTests : IDisposable
{
    private const string Solution = "TwilioFunctions.sln";
    private const string Package = "xunit.assert";

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("audit-");

    public void Dispose() => folder.Delete(recursive: true);

    [Theory]
    [InlineData(0, null)]
    [InlineData(1, "NU1902")]
    [InlineData(2, "NU1903")]
    [InlineData(3, "NU1904")]
    public async Task Restore_FailsFromModerateOn(int severity, string? error)
    {
        await using var feed = await AdvisoryFeed.StartAsync(Package, severity);
        await WriteAsync(feed.IndexUrl);

        var (exitCode, output) = await RunAsync(GitHubWorkflows.CommandsOf("build").Single(command => command.Contains("NuGetAudit", StringComparison.Ordinal)));

        Assert.True(exitCode == 0 == error is null, output);
        if (error is not null)
            Assert.Contains($"error {error}", output, StringComparison.Ordinal);
    }

    /// <summary>A project whose only package brings the vulnerable one along.</summary>
    private async Task WriteAsync(string feedUrl)
    {
        var version = XDocument.Load(Path.Combine(Repository.Root, "Directory.Packages.props")).Descendants("PackageVersion")
            .Single(package => (string?)package.Attribute("Include") == "xunit").Attribute("Version")!.Value;
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "audited.csproj"), $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <Import Project="{Path.Combine(Repository.Root, "Directory.Build.props")}" />
              <ItemGroup>
                <PackageReference Include="xunit" Version="{version}" />
              </ItemGroup>
            </Project>
            """);
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "nuget.config"), $"""
            <configuration>
              <auditSources>
                <clear />
                <add key="advisories" value="{feedUrl}" allowInsecureConnections="true" />
              </auditSources>
            </configuration>
            """);
    }

    private Task<ProcessResult> RunAsync(string command)
    {
        var arguments = command.Replace(Solution, "audited.csproj", StringComparison.Ordinal).Split(' ');
        return ProcessResult.RunAsync(new ProcessStartInfo(arguments[0], arguments[1..]) { WorkingDirectory = folder.FullName });
    }
}
