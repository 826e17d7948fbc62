using System.Collections;
using System.Net;
using System.Reflection;
using System.Text;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.Azure.Functions.Worker.Middleware;
using Moq;

namespace TwilioFunctions.Tests.Hosting;

/// <summary>
/// A call of a function as the worker makes it, up to the function itself: for requests that no host can be made to send, and for
/// faults that a running app doesn't have.
/// </summary>
internal sealed class WorkerCall
{
    // Where the worker keeps what a middleware answers; the type is its own.
    private static readonly Type BindingsFeature =
        typeof(FunctionContext).Assembly.GetType("Microsoft.Azure.Functions.Worker.Context.Features.IFunctionBindingsFeature", throwOnError: true)!;

    private readonly Mock<FunctionContext> context = new();

    public WorkerCall(MethodInfo function, string method, string url, IReadOnlyDictionary<string, string> headers, Stream body, IServiceProvider services)
    {
        var definition = new Mock<FunctionDefinition>();
        definition.SetupGet(known => known.Name).Returns(function.GetCustomAttribute<FunctionAttribute>()!.Name);
        definition.SetupGet(known => known.EntryPoint).Returns($"{function.DeclaringType!.FullName}.{function.Name}");
        var features = new InvocationFeatures();
        context.SetupGet(known => known.FunctionDefinition).Returns(definition.Object);
        context.SetupGet(known => known.Features).Returns(features);
        context.SetupGet(known => known.InstanceServices).Returns(services);
        context.SetupGet(known => known.Items).Returns(new Dictionary<object, object>());
        context.SetupGet(known => known.TraceContext).Returns(Mock.Of<TraceContext>(trace => trace.TraceParent == "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"));

        var request = new Mock<HttpRequestData>(context.Object);
        request.SetupGet(sent => sent.Method).Returns(method);
        // The worker, too, parses the URL when it is first read.
        request.SetupGet(sent => sent.Url).Returns(() => new Uri(url));
        request.SetupGet(sent => sent.Headers).Returns(new HttpHeadersCollection(headers));
        request.SetupGet(sent => sent.Body).Returns(body);
        request.Setup(sent => sent.CreateResponse()).Returns(() => new Response(context.Object));
        features.Set<IHttpRequestDataFeature>(new RequestFeature(request.Object));

        var bindings = (Mock)Activator.CreateInstance(typeof(Mock<>).MakeGenericType(BindingsFeature))!;
        bindings.GetType().GetMethod(nameof(Mock<object>.SetupAllProperties))!.Invoke(bindings, null);
        features.Values[BindingsFeature] = bindings.Object;
    }

    /// <summary>Whether the function itself was reached.</summary>
    public bool IsReached { get; private set; }

    public IInvocationFeatures Features => context.Object.Features;

    /// <summary>Runs the middlewares, the first of them outermost; null if none of them answered.</summary>
    public async Task<HttpResponseData?> RunAsync(params IFunctionsWorkerMiddleware[] middlewares)
    {
        FunctionExecutionDelegate next = _ =>
        {
            IsReached = true;
            return Task.CompletedTask;
        };
        foreach (var middleware in middlewares.Reverse())
        {
            var inner = next;
            next = running => middleware.Invoke(running, inner);
        }
        await next(context.Object);
        return context.Object.GetInvocationResult().Value as HttpResponseData;
    }

    public static string BodyOf(HttpResponseData response) => Encoding.UTF8.GetString(((MemoryStream)response.Body).ToArray());

    private sealed class Response(FunctionContext context) : HttpResponseData(context)
    {
        public override HttpStatusCode StatusCode { get; set; } = HttpStatusCode.OK;

        public override HttpHeadersCollection Headers { get; set; } = [];

        public override Stream Body { get; set; } = new MemoryStream();

        public override HttpCookies Cookies => throw new NotSupportedException();
    }

    private sealed class RequestFeature(HttpRequestData request) : IHttpRequestDataFeature
    {
        public ValueTask<HttpRequestData?> GetHttpRequestDataAsync(FunctionContext context) => new(request);
    }

    private sealed class InvocationFeatures : IInvocationFeatures
    {
        public Dictionary<Type, object?> Values { get; } = [];

        public void Set<T>(T instance) => Values[typeof(T)] = instance;

        public T? Get<T>() => (T?)Values.GetValueOrDefault(typeof(T));

        public IEnumerator<KeyValuePair<Type, object>> GetEnumerator() => Values.Select(value => KeyValuePair.Create(value.Key, value.Value!)).GetEnumerator();

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
