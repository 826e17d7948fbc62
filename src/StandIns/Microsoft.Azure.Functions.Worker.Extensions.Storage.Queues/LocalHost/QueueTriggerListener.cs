using Microsoft.Extensions.Logging;

namespace Microsoft.Azure.Functions.Worker.LocalHost;

internal sealed class QueueTriggerListener(
    FunctionCatalog catalog, InvocationFactory invocations, QueueClientFactory clients, HostJson hostJson, ILoggerFactory loggers)
    : ITriggerListener
{
    private readonly ILogger logger = loggers.CreateLogger("Host.Triggers.Queues");

    private QueuePoller[] pollers = [];

    public string TriggerType => "queueTrigger";

    public Task StartAsync(CancellationToken cancellationToken)
    {
        var options = QueuesOptions.From(hostJson);
        pollers = [.. catalog.WithTrigger(TriggerType).Select(function => CreatePoller(function, options))];
        foreach (var poller in pollers)
            poller.Start();
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await Task.WhenAll(pollers.Select(poller => poller.StopAsync(cancellationToken)));
        foreach (var poller in pollers)
            poller.Dispose();
    }

    public string Describe(Function function) => $"{TriggerType} {((QueueTriggerAttribute)function.Trigger).QueueName}";

    private QueuePoller CreatePoller(Function function, QueuesOptions options)
    {
        var trigger = (QueueTriggerAttribute)function.Trigger;
        var log = new QueueLog(trigger.QueueName, logger);
        var queue = clients.Create(trigger.Connection, trigger.QueueName);
        var poison = PoisonQueue.IsPoison(trigger.QueueName)
            ? null
            : new PoisonQueue(clients.Create(trigger.Connection, PoisonQueue.NameFor(trigger.QueueName)), options.MessageEncoding);
        var processor = new MessageProcessor(function, invocations, queue, poison, options, log);
        return new QueuePoller(clients.CreateForPolling(trigger.Connection, trigger.QueueName), processor, options, log);
    }
}
