using System.Collections.Concurrent;
using System.Net;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using TwilioFunctions.LocalHost.Worker.Protocol;

namespace TwilioFunctions.LocalHost.Worker;

/// <summary>The gRPC server that workers connect to: HTTP/2 without TLS on a free port of the loopback address.</summary>
internal sealed class WorkerServer : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, WorkerConnection> expected = new();
    private readonly WebApplication server;

    private WorkerServer(ILoggerFactory loggers)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Limits.MinRequestBodyDataRate = null;
            kestrel.Limits.MinResponseDataRate = null;
            kestrel.Listen(IPAddress.Loopback, 0, listener => listener.Protocols = HttpProtocols.Http2);
        });
        builder.Services.AddRouting();
        builder.Services.AddSingleton(loggers).AddSingleton<IHostLifetime, NoLifetime>().AddSingleton(this);
        builder.Services.AddGrpc(grpc =>
        {
            // Bodies of 100 MB arrive in one message.
            grpc.MaxReceiveMessageSize = null;
            grpc.MaxSendMessageSize = null;
        });
        server = builder.Build();
        server.MapGrpcService<Service>();
    }

    public Uri Address => new(server.Urls.Single());

    public static async Task<WorkerServer> StartAsync(ILoggerFactory loggers, CancellationToken cancellationToken)
    {
        var server = new WorkerServer(loggers);
        await server.server.StartAsync(cancellationToken);
        return server;
    }

    /// <summary>Prepares for the worker of this id, which connects once.</summary>
    public WorkerConnection Expect(string workerId, WorkerLog log) => expected[workerId] = new WorkerConnection(log);

    public ValueTask DisposeAsync() => server.DisposeAsync();

    private sealed class Service(WorkerServer server) : FunctionRpc.FunctionRpcBase
    {
        public override async Task EventStream(
            IAsyncStreamReader<StreamingMessage> requestStream, IServerStreamWriter<StreamingMessage> responseStream, ServerCallContext context)
        {
            if (!await requestStream.MoveNext(context.CancellationToken)
                || requestStream.Current.ContentCase != StreamingMessage.ContentOneofCase.StartStream
                || !server.expected.TryRemove(requestStream.Current.StartStream.WorkerId, out var connection))
                throw new RpcException(new Status(StatusCode.PermissionDenied, "No worker of this id was started."));
            await connection.RunAsync(requestStream, responseStream, context.CancellationToken);
        }
    }
}
