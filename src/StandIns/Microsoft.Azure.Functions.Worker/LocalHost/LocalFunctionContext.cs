using Microsoft.Extensions.DependencyInjection;

namespace Microsoft.Azure.Functions.Worker.LocalHost;

internal sealed class LocalFunctionContext(
    FunctionDefinition definition, TraceContext trace, IServiceScopeFactory scopes, CancellationToken cancellationToken)
    : FunctionContext, IAsyncDisposable
{
    private AsyncServiceScope? scope;
    private IServiceProvider? services;
    private BindingContext? bindings;

    public override string InvocationId { get; } = Guid.NewGuid().ToString();

    public override string FunctionId => definition.Id;

    public override FunctionDefinition FunctionDefinition => definition;

    public override TraceContext TraceContext => trace;

    public override BindingContext BindingContext => bindings ??= new LocalBindingContext(Features.Get<Invocation>()!);

    public override RetryContext RetryContext => NoRetries.Instance;

    public override IServiceProvider InstanceServices
    {
        get => services ??= (scope ??= scopes.CreateAsyncScope()).ServiceProvider;
        set => services = value;
    }

    public override IDictionary<object, object> Items { get; set; } = new Dictionary<object, object>();

    public override IInvocationFeatures Features { get; } = new InvocationFeatures();

    public override CancellationToken CancellationToken => cancellationToken;

    public ValueTask DisposeAsync() => scope?.DisposeAsync() ?? ValueTask.CompletedTask;

    private sealed class LocalBindingContext(Invocation invocation) : BindingContext
    {
        public override IReadOnlyDictionary<string, object?> BindingData => invocation.Input.BindingData;
    }

    private sealed class NoRetries : RetryContext
    {
        public static readonly NoRetries Instance = new();

        public override int RetryCount => 0;

        public override int MaxRetryCount => 0;
    }
}
