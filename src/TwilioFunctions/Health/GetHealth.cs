using System.Net;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using TwilioFunctions.Core.Health;
using TwilioFunctions.Http;

namespace TwilioFunctions.Health;

/// <summary>Public: it tells whether the app works, and nothing of what is in it.</summary>
internal sealed class GetHealth(HealthProbe probe)
{
    [Function(nameof(GetHealth))]
    public async Task<HttpResponseData> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "health")] HttpRequestData request, FunctionContext context)
    {
        var report = await probe.CheckAsync(context.CancellationToken);
        var status = report.IsHealthy ? HttpStatusCode.OK : HttpStatusCode.ServiceUnavailable;
        return await request.JsonAsync(status, HealthDocument.Of(report), ApiJson.Api.HealthDocument);
    }
}
