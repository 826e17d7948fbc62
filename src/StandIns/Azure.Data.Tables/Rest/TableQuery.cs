using System.Globalization;

namespace Azure.Data.Tables.Rest;

/// <summary>The query of an address, escaped.</summary>
internal sealed class TableQuery
{
    private readonly string text;

    private TableQuery(string text) => this.text = text;

    public static TableQuery Empty { get; } = new("");

    public static TableQuery Of(string? filter, IEnumerable<string>? select, int? top) => Empty
        .With("$filter", filter)
        .With("$select", select is null ? null : string.Join(',', select))
        .With("$top", top?.ToString(CultureInfo.InvariantCulture));

    public TableQuery With(string name, string? value) =>
        string.IsNullOrEmpty(value) ? this : new TableQuery($"{text}{(text.Length == 0 ? '?' : '&')}{name}={Uri.EscapeDataString(value)}");

    public override string ToString() => text;
}
