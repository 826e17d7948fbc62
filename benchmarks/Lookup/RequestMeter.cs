using System.Diagnostics;

namespace TwilioFunctions.Benchmarks.Lookup;

/// <summary>Counts what our code asks of storage, and how long storage takes to answer.</summary>
internal sealed class RequestMeter() : DelegatingHandler(new SocketsHttpHandler())
{
    public const string PartitionIndex = "x-partition-index";

    /// <summary>Asks the emulator to look a partition up in its index.</summary>
    public bool UsePartitionIndex { get; set; }

    public int Requests { get; private set; }

    public long Bytes { get; private set; }

    /// <summary>From the request to the end of the answer.</summary>
    public TimeSpan Time { get; private set; }

    public void Reset() => (Requests, Bytes, Time) = (0, 0, TimeSpan.Zero);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (UsePartitionIndex)
            request.Headers.Add(PartitionIndex, "true");
        var start = Stopwatch.GetTimestamp();
        var response = await base.SendAsync(request, cancellationToken);
        await response.Content.LoadIntoBufferAsync(cancellationToken);
        Time += Stopwatch.GetElapsedTime(start);
        Requests++;
        Bytes += response.Content.Headers.ContentLength ?? 0;
        return response;
    }
}
