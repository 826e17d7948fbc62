using System.Collections.Concurrent;
using System.Threading.Channels;
using Grpc.Core;
using TwilioFunctions.LocalHost.Worker.Protocol;

namespace TwilioFunctions.LocalHost.Worker;

/// <summary>
/// The conversation with one worker process: requests go out with an id and wait for the response of the same id. Everything that waits
/// fails when the worker has ended.
/// </summary>
internal sealed class WorkerConnection(WorkerLog log)
{
    private readonly Channel<StreamingMessage> outgoing =
        Channel.CreateUnbounded<StreamingMessage>(new UnboundedChannelOptions { SingleReader = true });
    private readonly ConcurrentDictionary<string, TaskCompletionSource<StreamingMessage>> requests = new();
    private readonly ConcurrentDictionary<string, PendingInvocation> invocations = new();
    private readonly TaskCompletionSource connected = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Exception? reason;

    /// <summary>Completes when the worker's stream has ended, although the process may go on.</summary>
    public Task Closed => closed.Task;

    /// <summary>Carries the worker's stream; called once by the server.</summary>
    public async Task RunAsync(
        IAsyncStreamReader<StreamingMessage> incoming, IAsyncStreamWriter<StreamingMessage> responses, CancellationToken cancellationToken)
    {
        connected.TrySetResult();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var reading = ReadAsync(incoming, stop.Token);
        var writing = WriteAsync(responses, stop.Token);
        await Task.WhenAny(reading, writing);
        await stop.CancelAsync();
        // The worker or this host ends. The worker's process tells which, and how.
        await Task.WhenAll(reading, writing).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        closed.TrySetResult();
    }

    /// <summary>Waits for the worker to connect, sends a request and waits for its response.</summary>
    public async Task<StreamingMessage> RequestAsync(StreamingMessage request, CancellationToken cancellationToken)
    {
        await connected.Task.WaitAsync(cancellationToken);
        request.RequestId = $"{Guid.NewGuid()}";
        var response = new TaskCompletionSource<StreamingMessage>(TaskCreationOptions.RunContinuationsAsynchronously);
        requests[request.RequestId] = response;
        try
        {
            Send(request);
            return await response.Task.WaitAsync(cancellationToken);
        }
        finally
        {
            requests.TryRemove(request.RequestId, out _);
        }
    }

    /// <summary>Runs a function. A cancellation is passed on to it, and its response is waited for all the same.</summary>
    public async Task<InvocationResponse> InvokeAsync(string function, InvocationRequest request, CancellationToken cancellationToken)
    {
        var pending = new PendingInvocation(function);
        invocations[request.InvocationId] = pending;
        try
        {
            Send(new StreamingMessage { RequestId = request.InvocationId, InvocationRequest = request });
            await using var registration = cancellationToken.Register(() => Cancel(request.InvocationId));
            return await pending.Response.Task;
        }
        finally
        {
            invocations.TryRemove(request.InvocationId, out _);
        }
    }

    /// <summary>Cancels all functions that run.</summary>
    public void CancelInvocations()
    {
        foreach (var id in invocations.Keys)
            Cancel(id);
    }

    /// <summary>Asks the worker to finish and end.</summary>
    public void Terminate() => outgoing.Writer.TryWrite(new StreamingMessage { WorkerTerminate = new WorkerTerminate() });

    /// <summary>Fails everything that waits, now and later.</summary>
    public void End(Exception cause)
    {
        reason = cause;
        outgoing.Writer.TryComplete();
        connected.TrySetException(cause);
        foreach (var request in requests.Values)
            request.TrySetException(cause);
        foreach (var invocation in invocations.Values)
            invocation.Response.TrySetException(cause);
    }

    private void Cancel(string id) =>
        outgoing.Writer.TryWrite(new StreamingMessage { InvocationCancel = new InvocationCancel { InvocationId = id } });

    private void Send(StreamingMessage message)
    {
        // The sender is registered before this. So either End fails it, or the channel is complete and it fails here.
        if (!outgoing.Writer.TryWrite(message))
            throw reason!;
    }

    private void Receive(StreamingMessage message)
    {
        switch (message.ContentCase)
        {
            case StreamingMessage.ContentOneofCase.RpcLog:
                log.Write(message.RpcLog, invocations.TryGetValue(message.RpcLog.InvocationId, out var logging) ? logging.Function : null);
                break;
            case StreamingMessage.ContentOneofCase.InvocationResponse:
                if (invocations.TryGetValue(message.InvocationResponse.InvocationId, out var invocation))
                    invocation.Response.TrySetResult(message.InvocationResponse);
                break;
            default:
                if (requests.TryGetValue(message.RequestId, out var request))
                    request.TrySetResult(message);
                break;
        }
    }

    private async Task ReadAsync(IAsyncStreamReader<StreamingMessage> incoming, CancellationToken cancellationToken)
    {
        await foreach (var message in incoming.ReadAllAsync(cancellationToken))
            Receive(message);
    }

    private async Task WriteAsync(IAsyncStreamWriter<StreamingMessage> responses, CancellationToken cancellationToken)
    {
        await foreach (var message in outgoing.Reader.ReadAllAsync(cancellationToken))
            await responses.WriteAsync(message, cancellationToken);
    }

    private sealed record PendingInvocation(string Function)
    {
        public TaskCompletionSource<InvocationResponse> Response { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
