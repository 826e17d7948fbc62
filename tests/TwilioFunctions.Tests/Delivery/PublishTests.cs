using System.Xml.Linq;
using TwilioFunctions.Testing;

namespace TwilioFunctions.Tests.Delivery;

/// <summary>
/// The folder that <c>dotnet publish</c> makes, as Flex Consumption requires it
/// (https://learn.microsoft.com/azure/azure-functions/dotnet-isolated-process-guide#deployment-payload).
/// </summary>
public sealed class PublishTests(PublishedApp app) : IClassFixture<PublishedApp>
{
    [Theory]
    [InlineData("functions.metadata")]
    [InlineData("worker.config.json")]
    [InlineData("extensions.json")]
    [InlineData("host.json")]
    [InlineData(".azurefunctions/Microsoft.Azure.Functions.Worker.Extensions.dll")]
    [InlineData("TwilioFunctions.dll")]
    [InlineData("TwilioFunctions.runtimeconfig.json")]
    public void Folder_HasWhatTheHostReads(string path) => Assert.Contains(path, app.Entries);

    [Fact]
    public void Settings_AreNotPublished() => Assert.DoesNotContain(app.Entries, path => path.Contains(".settings", StringComparison.OrdinalIgnoreCase));

    [Fact]
    public void XmlDocs_AreNotPublished() => Assert.DoesNotContain(app.Entries, path => path.EndsWith(".xml", StringComparison.OrdinalIgnoreCase));

    /// <summary>An exclusion that names no file would be ignored.</summary>
    [Fact]
    public void AssembliesThatAreNotCompiledAhead_ArePublished()
    {
        var excluded = XDocument.Load(Path.Combine(Repository.Root, "src", "TwilioFunctions", "TwilioFunctions.csproj"))
            .Descendants("PublishReadyToRunExclude").Select(assembly => assembly.Attribute("Include")!.Value).ToList();

        Assert.NotEmpty(excluded);
        Assert.All(excluded, assembly => Assert.Contains(assembly, app.Entries));
    }

    [Fact]
    public void Publish_WarnsOfNothing() => Assert.DoesNotContain("warning", app.Output, StringComparison.OrdinalIgnoreCase);
}
