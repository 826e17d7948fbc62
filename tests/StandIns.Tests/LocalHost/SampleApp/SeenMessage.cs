using Microsoft.Azure.Functions.Worker;

namespace StandIns.Tests.LocalHost.SampleApp;

public sealed record SeenMessage(string Text, FunctionContext Context, string Id, long DequeueCount, DateTimeOffset InsertionTime)
{
    public IReadOnlyDictionary<string, object?> BindingData => Context.BindingContext.BindingData;
}
