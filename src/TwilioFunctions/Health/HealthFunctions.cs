using System.Net;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using TwilioFunctions.Contracts;
using TwilioFunctions.Core.Health;
using TwilioFunctions.Http;

namespace TwilioFunctions.Health;

/// <summary>The app's health. Public: it says whether the app works, and nothing about its data.</summary>
public sealed class HealthFunctions
{
    private readonly HealthProbe probe;

    internal HealthFunctions(HealthProbe probe) => this.probe = probe;

    [Function(nameof(GetHealth))]
    public async Task<HttpResponseData> GetHealth(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "health")] HttpRequestData request, FunctionContext context)
    {
        var report = await probe.CheckAsync(context.CancellationToken);
        var status = report.IsHealthy ? HttpStatusCode.OK : HttpStatusCode.ServiceUnavailable;
        return await request.JsonAsync(status, ToResponse(report), ContractsJson.Api.HealthResponse);
    }

    private static HealthResponse ToResponse(HealthReport report) => new(
        NameOf(report.IsHealthy), [.. report.Checks.Select(check => new HealthCheckResponse(check.Name, NameOf(check.IsHealthy), check.Detail))]);

    private static string NameOf(bool isHealthy) => isHealthy ? HealthResponse.Healthy : HealthResponse.Unhealthy;
}
