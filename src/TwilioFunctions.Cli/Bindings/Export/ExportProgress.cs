namespace TwilioFunctions.Cli.Bindings.Export;

/// <summary>What has been exported.</summary>
/// <param name="Url">Of which app.</param>
/// <param name="AccountSid">Of which account.</param>
/// <param name="Channel">Of which channel; null for all.</param>
/// <param name="Bytes">How much of the partial file is whole pages.</param>
/// <param name="Bindings">How many bindings those are.</param>
/// <param name="ContinuationToken">Gives the next page; null before the first.</param>
internal sealed record ExportProgress(string Url, string AccountSid, string? Channel, long Bytes, long Bindings, string? ContinuationToken)
{
    public bool IsOfTheSame(ExportProgress other) => (Url, AccountSid, Channel) == (other.Url, other.AccountSid, other.Channel);
}
