using System.Net;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using StandIns.Tests.LocalHost.SampleApp;

namespace StandIns.Tests.LocalHost;

public sealed class MiddlewareTests
{
    [Fact]
    public async Task Request_IsTheVeryObjectThatTheFunctionIsHanded()
    {
        HttpRequestData? first = null;
        HttpRequestData? second = null;
        string? body = null;
        await using var host = await RunningHost.StartAsync([typeof(HttpFunctions)], configure: builder =>
            builder.UseMiddleware(async (context, next) =>
            {
                var request = (await context.GetHttpRequestDataAsync())!;
                body = await request.ReadAsStringAsync();
                request.Body.Position = 0;
                first = request;
                await next();
                second = await context.GetHttpRequestDataAsync();
            }));

        using var response = await host.Client.PostAsync("api/echo/x", new StringContent("read twice"));

        Assert.Equal("read twice", body);
        Assert.Equal("read twice", await response.Content.ReadAsStringAsync());
        Assert.NotNull(first);
        Assert.Same(first, second);
    }

    [Fact]
    public async Task Answer_CanBeTheMiddlewaresOwn()
    {
        await using var host = await RunningHost.StartAsync([typeof(HttpFunctions)], configure: builder =>
            builder.UseWhen<Refusal>(context => context.FunctionDefinition.Name == "Echo"));

        using var refused = await host.Client.GetAsync("api/echo/x");
        using var passed = await host.Client.GetAsync("api/text");

        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        Assert.Equal("no", await refused.Content.ReadAsStringAsync());
        Assert.True(host.Journal.IsEmpty);
        Assert.Equal(HttpStatusCode.OK, passed.StatusCode);
    }

    [Fact]
    public async Task Result_CanBeReplacedAfterTheFunction()
    {
        HttpResponseData? seen = null;
        await using var host = await RunningHost.StartAsync([typeof(HttpFunctions)], configure: builder =>
            builder.UseMiddleware(async (context, next) =>
            {
                await next();
                seen = context.GetHttpResponseData();
                var request = await context.GetHttpRequestDataAsync();
                context.GetInvocationResult().Value = request!.CreateResponse(HttpStatusCode.Gone);
            }));

        using var response = await host.Client.GetAsync("api/items/5");

        Assert.Equal(HttpStatusCode.Gone, response.StatusCode);
        Assert.Equal(HttpStatusCode.OK, seen?.StatusCode);
    }

    [Fact]
    public async Task Middleware_RunsInTheOrderOfRegistrationWithOneScopeForTheInvocation()
    {
        var order = new List<(string Step, Scoped Scoped)>();
        await using var host = await RunningHost.StartAsync([typeof(HttpFunctions)], configure: builder =>
        {
            builder.Services.AddScoped<Scoped>();
            foreach (var step in (string[])["first", "second"])
            {
                builder.UseMiddleware((context, next) =>
                {
                    order.Add((step, context.InstanceServices.GetRequiredService<Scoped>()));
                    context.Items[step] = step;
                    return next();
                });
            }
        });

        await host.Client.GetStringAsync("api/text");
        await host.Client.GetStringAsync("api/text");

        Assert.Equal(["first", "second", "first", "second"], order.Select(entry => entry.Step));
        Assert.Same(order[0].Scoped, order[1].Scoped);
        Assert.NotSame(order[0].Scoped, order[2].Scoped);
        Assert.All(order, entry => Assert.True(entry.Scoped.IsDisposed));
    }

    private sealed class Refusal : IFunctionsWorkerMiddleware
    {
        public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
        {
            var request = await context.GetHttpRequestDataAsync();
            var response = request!.CreateResponse(HttpStatusCode.Forbidden);
            await response.WriteStringAsync("no");
            context.GetInvocationResult().Value = response;
        }
    }

    private sealed class Scoped : IDisposable
    {
        public bool IsDisposed { get; private set; }

        public void Dispose() => IsDisposed = true;
    }
}
