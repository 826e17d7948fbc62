using Azure.Core;
using Azure.Core.Pipeline;

namespace TwilioFunctions.Core.Tests.Faults;

/// <summary>What happens to one storage request of a run.</summary>
internal enum FaultKind
{
    /// <summary>It never reaches storage; the client sends it again.</summary>
    RequestLost,

    /// <summary>Storage carries it out, and its response is lost; the client sends it again.</summary>
    ResponseLost,

    /// <summary>The process dies before it.</summary>
    EndedBefore,

    /// <summary>The process dies after it.</summary>
    EndedAfter,
}

/// <summary>Counts the storage requests of a run and applies a fault to one of them. After the process has died, nothing reaches storage.</summary>
internal sealed class FaultPolicy(int number = 0, FaultKind kind = default) : HttpPipelinePolicy
{
    private int count;
    private volatile bool ended;

    public int Count => count;

    public bool Ended => ended;

    public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) => throw new NotSupportedException();

    public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        if (ended)
            throw new RunEndedException();
        var isHit = Interlocked.Increment(ref count) == number;
        if (isHit && kind == FaultKind.RequestLost)
            throw new IOException("The request was lost.");
        if (isHit && kind == FaultKind.EndedBefore)
            End();

        await ProcessNextAsync(message, pipeline);

        if (isHit && kind == FaultKind.ResponseLost)
            throw new IOException("The response was lost.");
        if (isHit && kind == FaultKind.EndedAfter)
            End();
    }

    private void End()
    {
        ended = true;
        throw new RunEndedException();
    }
}

/// <summary>Stands for the death of the process: no code of the app expects it.</summary>
internal sealed class RunEndedException : Exception;
