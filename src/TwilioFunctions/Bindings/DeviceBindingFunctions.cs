using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using TwilioFunctions.AccessTokens;
using TwilioFunctions.Http;

namespace TwilioFunctions.Bindings;

/// <summary>The bindings of the device's own identity, for devices with a Twilio Access Token.</summary>
public sealed class DeviceBindingFunctions
{
    private const string Bindings = "me/bindings";
    private const string Binding = Bindings + "/{bindingId}";

    private readonly BindingRequestHandler handler;

    internal DeviceBindingFunctions(BindingRequestHandler handler) => this.handler = handler;

    /// <summary>Lists the bindings of the identity.</summary>
    [Function(nameof(ListMyBindings))]
    [TwilioAccessToken]
    public async Task<HttpResponseData> ListMyBindings(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = Bindings)] HttpRequestData request, FunctionContext context) =>
        BindingPath.ReadMine(context.GetAuthenticatedClient(), out var problem) is { } path
            ? await handler.ListAsync(request, path, withSecrets: false, context.CancellationToken)
            : await request.ProblemAsync(problem!);

    /// <summary>Returns a binding of the identity.</summary>
    [Function(nameof(GetMyBinding))]
    [TwilioAccessToken]
    public async Task<HttpResponseData> GetMyBinding(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = Binding)] HttpRequestData request, FunctionContext context) =>
        BindingPath.ReadMine(request, context.GetAuthenticatedClient(), out var problem) is { } path
            ? await handler.GetAsync(request, path, withSecrets: false, context.CancellationToken)
            : await request.ProblemAsync(problem!);

    /// <summary>Registers a device, or renews its registration.</summary>
    [Function(nameof(PutMyBinding))]
    [TwilioAccessToken]
    public async Task<HttpResponseData> PutMyBinding(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = Binding)] HttpRequestData request, FunctionContext context) =>
        BindingPath.ReadMine(request, context.GetAuthenticatedClient(), out var problem) is { } path
            ? await handler.PutAsync(request, path, withSecrets: false, context.CancellationToken)
            : await request.ProblemAsync(problem!);

    /// <summary>Removes the registration of a device.</summary>
    [Function(nameof(DeleteMyBinding))]
    [TwilioAccessToken]
    public async Task<HttpResponseData> DeleteMyBinding(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = Binding)] HttpRequestData request, FunctionContext context) =>
        BindingPath.ReadMine(request, context.GetAuthenticatedClient(), out var problem) is { } path
            ? await handler.DeleteAsync(request, path, context.CancellationToken)
            : await request.ProblemAsync(problem!);
}
