using System.Diagnostics;
using System.Text.Json;
using System.Text.RegularExpressions;
using TwilioFunctions.Testing;

namespace TwilioFunctions.Tests.Delivery;

/// <summary>The <c>packages.lock.json</c> files, which every restore in CI must match.</summary>
public sealed partial class LockFilesTests
{
    public static TheoryData<string> Projects =>
        [".ci/Bicep.csproj", .. ProjectPath.Matches(File.ReadAllText(Path.Combine(Repository.Root, "TwilioFunctions.sln"))).Select(match => match.Value.Replace('\\', '/'))];

    /// <summary>The SDK chooses the versions of these packages, so each patch of the SDK would need other lock files.</summary>
    [Theory]
    [MemberData(nameof(Projects))]
    public void LockFile_DoesNotDependOnThePatchOfTheSdk(string project)
    {
        using var file = JsonDocument.Parse(File.ReadAllText(Path.Combine(Repository.Root, Path.GetDirectoryName(project)!, "packages.lock.json")));
        var targets = file.RootElement.GetProperty("dependencies").EnumerateObject().ToList();

        Assert.NotEmpty(targets);
        Assert.All(targets.SelectMany(target => target.Value.EnumerateObject()), package => Assert.DoesNotMatch(PackageOfTheSdk, package.Name));
    }

    [Fact]
    public async Task ProjectWithoutALockFile_IsNotRestoredInCI()
    {
        var folder = Directory.CreateTempSubdirectory("unlocked-");
        foreach (var name in (string[])["Directory.Build.props", "Directory.Build.targets"])
            File.Copy(Path.Combine(Repository.Root, name), Path.Combine(folder.FullName, name));
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "unlocked.csproj"), """<Project Sdk="Microsoft.NET.Sdk" />""");
        var restore = new ProcessStartInfo("dotnet", ["restore"]) { WorkingDirectory = folder.FullName };
        restore.Environment["CI"] = "true";

        var result = await ProcessResult.RunAsync(restore);

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("unlocked has no packages.lock.json", result.Output, StringComparison.Ordinal);
        folder.Delete(recursive: true);
    }

    [GeneratedRegex(@"[\w.\\]+\.csproj")]
    private static partial Regex ProjectPath { get; }

    [GeneratedRegex(@"^(Microsoft\.NETCore\.App\.|Microsoft\.AspNetCore\.App\.|Microsoft\.NET\.ILLink|Microsoft\.NET\.Sdk\.|Microsoft\.DotNet\.ILCompiler|runtime\..*\.Microsoft\.DotNet)", RegexOptions.IgnoreCase)]
    private static partial Regex PackageOfTheSdk { get; }
}
