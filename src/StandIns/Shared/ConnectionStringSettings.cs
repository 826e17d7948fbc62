using System.Diagnostics.CodeAnalysis;

namespace Azure.Storage.StandIns.Shared;

/// <summary>The <c>name=value</c> pairs of a connection string; names have no case, empty values count as missing.</summary>
internal sealed class ConnectionStringSettings
{
    private readonly Dictionary<string, string> settings = new(StringComparer.OrdinalIgnoreCase);

    /// <exception cref="FormatException">A segment is not <c>name=value</c>, or a name comes twice.</exception>
    public static ConnectionStringSettings Parse(string connectionString)
    {
        var parsed = new ConnectionStringSettings();
        foreach (var segment in connectionString.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            // Keys end in '=' and signatures hold several: only the first one separates.
            var separator = segment.IndexOf('=', StringComparison.Ordinal);
            if (separator <= 0)
                throw new FormatException("Settings must be of the form \"name=value\".");
            var name = segment[..separator].TrimEnd();
            if (!parsed.settings.TryAdd(name, segment[(separator + 1)..].TrimStart()))
                throw new FormatException($"Duplicate setting '{name}' found.");
        }
        return parsed;
    }

    public bool TryGet(string name, [NotNullWhen(true)] out string? value) =>
        settings.TryGetValue(name, out value) && value.Length > 0;

    public string? GetOrNull(string name) => TryGet(name, out var value) ? value : null;
}
