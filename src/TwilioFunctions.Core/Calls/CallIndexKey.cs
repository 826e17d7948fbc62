using TwilioFunctions.Core.Storage;

namespace TwilioFunctions.Core.Calls;

/// <summary>Where a call stands in <c>CallIndex</c>: its account and day, and within it its inverted start time.</summary>
internal readonly record struct CallIndexKey(string Partition, string Row)
{
    public static CallIndexKey Of(CallListing call)
    {
        var start = call.StartTime ?? DateTimeOffset.UnixEpoch;
        return new CallIndexKey(
            TableKey.DayOf(call.AccountSid ?? "", start),
            $"{TableKey.Inverted(start)}{TableKey.Separator}{TableKey.Encode(call.CallSid)}");
    }

    /// <summary>As one text; <see cref="TableKey"/> lets no tab into either part.</summary>
    public override string ToString() => $"{Partition}\t{Row}";

    public static CallIndexKey Parse(string text)
    {
        var end = text.IndexOf('\t', StringComparison.Ordinal);
        return new CallIndexKey(text[..end], text[(end + 1)..]);
    }
}
