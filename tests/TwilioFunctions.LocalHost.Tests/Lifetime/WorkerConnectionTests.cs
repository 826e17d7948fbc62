using Microsoft.Extensions.Logging.Abstractions;
using TwilioFunctions.LocalHost.Worker;
using TwilioFunctions.LocalHost.Worker.Protocol;

namespace TwilioFunctions.LocalHost.Tests.Lifetime;

public sealed class WorkerConnectionTests
{
    [Fact]
    public async Task EndWhileInvocationsAreSent_FailsEachOfThem()
    {
        for (var round = 0; round < 500; round++)
        {
            var connection = new WorkerConnection(new WorkerLog(NullLoggerFactory.Instance));
            using var start = new Barrier(3);
            var invocations = Enumerable.Range(0, 2).Select(caller => Task.Run(async () =>
            {
                start.SignalAndWait();
                for (var number = 0; number < 20; number++)
                {
                    var request = new InvocationRequest { InvocationId = $"{caller}-{number}" };
                    await Assert.ThrowsAsync<FunctionFailedException>(() => connection.InvokeAsync("Sample", request, CancellationToken.None));
                }
            })).ToList();

            start.SignalAndWait();
            connection.End(new FunctionFailedException("The worker has ended."));

            await Task.WhenAll(invocations).WaitAsync(TimeSpan.FromMinutes(1));
        }
    }

    [Fact]
    public async Task RequestToAWorkerThatNeverConnects_FailsWhenItEnds()
    {
        var connection = new WorkerConnection(new WorkerLog(NullLoggerFactory.Instance));
        var waiting = connection.RequestAsync(new StreamingMessage(), CancellationToken.None);

        connection.End(new FunctionFailedException("The worker has ended."));

        await Assert.ThrowsAsync<FunctionFailedException>(() => waiting);
    }
}
