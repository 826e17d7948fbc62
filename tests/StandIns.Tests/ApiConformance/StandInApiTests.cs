using System.Reflection;
using TwilioFunctions.Testing;

namespace StandIns.Tests.ApiConformance;

/// <summary>What compiles against a stand-in compiles against the real package: it shows nothing that the real one does not.</summary>
public sealed class StandInApiTests
{
    private static readonly string root = Path.Combine(Repository.Root, "src", "StandIns");

    public static TheoryData<string> Packages =>
    [
        .. Directory.EnumerateDirectories(root)
            .Select(directory => Path.GetFileName(directory)!)
            .Where(name => File.Exists(Path.Combine(root, name, $"{name}.csproj")))
            .Order(StringComparer.Ordinal),
    ];

    [Theory]
    [MemberData(nameof(Packages))]
    public void PublicMembers_AreThoseOfTheListing(string package)
    {
        var listing = ApiListing.Read(Path.Combine(root, package));

        var differences = listing.Differences(Assembly.Load(package));

        Assert.True(!differences.Any(), string.Join('\n', differences.Prepend($"The public members of {package}:")));
    }

    [Theory]
    [MemberData(nameof(Packages))]
    public void Listings_AreSorted(string package)
    {
        var listings = Directory.GetFiles(Path.Combine(root, package), "api*.txt").Select(File.ReadAllLines).ToArray();

        Assert.NotEmpty(listings);
        Assert.All(listings, lines => Assert.Equal(lines.Distinct().Order(StringComparer.Ordinal), lines));
    }
}
