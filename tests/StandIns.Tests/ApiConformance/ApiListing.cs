using System.Reflection;

namespace StandIns.Tests.ApiConformance;

/// <summary>The lines that an assembly's public members must be, all of them and no others.</summary>
internal sealed class ApiListing(IReadOnlyCollection<string> lines)
{
    /// <summary>
    /// The listing beside a stand-in's project: <c>api.txt</c>, and <c>api.{package}.txt</c> for the types that the real package
    /// does not hold itself but brings along with a package that it needs.
    /// </summary>
    public static ApiListing Read(string directory) =>
        new([.. Directory.EnumerateFiles(directory, "api*.txt").SelectMany(File.ReadLines)]);

    public IEnumerable<string> Differences(Assembly assembly) => Differences(PublicApi.Of(assembly));

    public IEnumerable<string> Differences(IEnumerable<string> members)
    {
        var actual = members.ToHashSet(StringComparer.Ordinal);
        return
        [
            .. actual.Except(lines, StringComparer.Ordinal).Order(StringComparer.Ordinal).Select(line => $"not in the listing: {line}"),
            .. lines.Except(actual, StringComparer.Ordinal).Order(StringComparer.Ordinal).Select(line => $"only in the listing: {line}"),
        ];
    }
}
