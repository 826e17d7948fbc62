using NetArchTest.Rules;
using TwilioFunctions.Testing;

namespace TwilioFunctions.Core.Tests;

/// <summary>Dependencies between the folders of Core go one way, and docs/architecture.md lists its public types.</summary>
public sealed class ArchitectureTests
{
    /// <summary>The folders in order: a folder may use those before it.</summary>
    private static readonly string[] FolderOrder =
    [
        "Json", "AppSettings", "Logging", "Deadlines", "Storage", "Signatures", "Messages", "Telemetry", "AccessTokens", "Webhooks", "EventStreams",
        "Calls", "Bindings", "Channels", "CallNotifications", "Voice", "Proxy", "Recordings", "DeadLetters", "Retention", "Health", "Diagnosis",
    ];

    public static TheoryData<string> Folders => [.. FolderOrder.SkipLast(1)];

    [Fact]
    public void EveryFolder_HasAPlaceInTheOrder()
    {
        var folders = typeof(CoreRegistration).Assembly.GetTypes()
            .Select(type => type.Namespace)
            .Where(name => name?.StartsWith("TwilioFunctions.Core.", StringComparison.Ordinal) == true)
            .Select(name => name!.Split('.')[2])
            .Distinct();

        Assert.Equal(FolderOrder.Order(StringComparer.Ordinal), folders.Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Folders))]
    public void Folder_DoesNotUseLaterFolders(string folder)
    {
        var later = FolderOrder.Skip(Array.IndexOf(FolderOrder, folder) + 1).Select(Namespace).ToArray();

        var result = Types.InAssembly(typeof(CoreRegistration).Assembly)
            .That().ResideInNamespace(Namespace(folder))
            .ShouldNot().HaveDependencyOnAny(later)
            .GetResult();

        AssertHolds(result);
    }

    [Theory]
    [InlineData("Channels.Apns")]
    [InlineData("Channels.Fcm")]
    [InlineData("Channels.WebPubSub")]
    [InlineData("Channels.Webhook")]
    public void Channel_IsNotUsedByOtherChannels(string channel)
    {
        var result = Types.InAssembly(typeof(CoreRegistration).Assembly)
            .That().ResideInNamespace(Namespace("Channels")).And().DoNotResideInNamespace(Namespace(channel))
            .ShouldNot().HaveDependencyOnAny(Namespace(channel))
            .GetResult();

        AssertHolds(result);
    }

    [Fact]
    public void PublicTypes_AreListedInTheDocumentation()
    {
        var page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "architecture.md"));
        var start = page.IndexOf("## Public types", StringComparison.Ordinal);
        var listed = page[start..page.IndexOf("\n## ", start, StringComparison.Ordinal)]
            .Split('\n')
            .Where(line => line.StartsWith("| `", StringComparison.Ordinal))
            .SelectMany(line => line.Split('|')[1].Split('`').Where((_, index) => index % 2 == 1));

        var exported = typeof(CoreRegistration).Assembly.GetExportedTypes().Select(type => type.Name);

        Assert.Equal(listed.Order(StringComparer.Ordinal), exported.Order(StringComparer.Ordinal));
    }

    private static void AssertHolds(TestResult result) =>
        Assert.True(result.IsSuccessful, string.Join(Environment.NewLine, (result.FailingTypes ?? []).Select(type => $"{type.FullName}: {type.Explanation}")));

    private static string Namespace(string folder) => $"TwilioFunctions.Core.{folder}";
}
