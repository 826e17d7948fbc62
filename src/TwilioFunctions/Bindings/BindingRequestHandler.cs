using System.Net;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using TwilioFunctions.Contracts;
using TwilioFunctions.Core.Bindings;
using TwilioFunctions.Http;

namespace TwilioFunctions.Bindings;

/// <summary>Handles the requests that backends and devices have in common. Devices don't see the secrets of webhooks.</summary>
internal sealed partial class BindingRequestHandler(
    ClientBindingStore store, BindingReader reader, IOptions<BindingsOptions> options, ILogger<BindingRequestHandler> logger)
{
    private const int MaxBodyBytes = 64 * 1024;

    internal async Task<HttpResponseData> GetAsync(HttpRequestData request, BindingPath path, bool withSecrets, CancellationToken cancellationToken)
    {
        if (ReadCondition(request) is not { } condition)
            return await request.WrongConditionAsync();
        if (await store.FindAsync(path.AccountSid, path.Identity, path.BindingId, cancellationToken) is not { } binding)
            return await request.NoSuchBindingAsync();
        if (!(condition with { IfNoneMatch = null }).Allows(binding.ETag))
            return await request.PreconditionFailedAsync(binding.ETag);
        return condition.Allows(binding.ETag)
            ? await request.BindingAsync(HttpStatusCode.OK, binding, withSecrets)
            : request.NotModified(binding.ETag);
    }

    internal async Task<HttpResponseData> PutAsync(HttpRequestData request, BindingPath path, bool withSecrets, CancellationToken cancellationToken)
    {
        if (ReadCondition(request) is not { } condition)
            return await request.WrongConditionAsync();
        if (request.LacksItsBody())
            return await request.LengthRequiredAsync();
        if (await request.ReadBodyAsync(MaxBodyBytes, cancellationToken) is not { } body)
            return await request.TooLargeAsync($"A binding has at most {MaxBodyBytes} bytes.");
        var reading = reader.Read(body, path.AccountSid, path.Identity, path.BindingId);
        if (reading.Binding is not { } binding)
            return await request.ProblemAsync(BindingResponses.Refusal(reading.Problems));

        var write = await store.PutAsync(binding, condition, cancellationToken);
        LogPut(path.AccountSid, path.BindingId, binding.Address.Channel, write.Outcome);
        if (write.Outcome is not (BindingWriteOutcome.Created or BindingWriteOutcome.Replaced))
            return await RefuseAsync(request, write);

        var isNew = write.Outcome == BindingWriteOutcome.Created;
        var response = await request.BindingAsync(isNew ? HttpStatusCode.Created : HttpStatusCode.OK, write.Binding!, withSecrets);
        if (isNew)
            response.Headers.Add("Location", request.RawPath());
        return response;
    }

    internal async Task<HttpResponseData> DeleteAsync(HttpRequestData request, BindingPath path, CancellationToken cancellationToken)
    {
        if (ReadCondition(request) is not { } condition)
            return await request.WrongConditionAsync();
        var write = await store.DeleteAsync(path.AccountSid, path.Identity, path.BindingId, condition, cancellationToken);
        LogDelete(path.AccountSid, path.BindingId, write.Outcome);
        return write.Outcome == BindingWriteOutcome.Deleted ? request.CreateResponse(HttpStatusCode.NoContent) : await RefuseAsync(request, write);
    }

    internal async Task<HttpResponseData> ListAsync(HttpRequestData request, BindingPath path, bool withSecrets, CancellationToken cancellationToken)
    {
        var bindings = await store.FindAsync(path.AccountSid, path.Identity, cancellationToken);
        var response = new IdentityBindingsResponse([.. bindings.Select(binding => binding.ToResponse(withSecrets))]);
        return await request.JsonAsync(HttpStatusCode.OK, response, ContractsJson.Api.IdentityBindingsResponse);
    }

    private static WriteCondition? ReadCondition(HttpRequestData request) =>
        EntityTags.TryParse(request.Header("If-Match"), acceptsWeak: false, out var match)
        && EntityTags.TryParse(request.Header("If-None-Match"), acceptsWeak: true, out var noneMatch)
            ? new WriteCondition { IfMatch = match, IfNoneMatch = noneMatch }
            : null;

    private Task<HttpResponseData> RefuseAsync(HttpRequestData request, BindingWrite write) => write.Outcome switch
    {
        BindingWriteOutcome.NotFound => request.NoSuchBindingAsync(),
        BindingWriteOutcome.PreconditionFailed => request.PreconditionFailedAsync(write.Binding?.ETag),
        BindingWriteOutcome.TooMany => request.TooManyAsync(options.Value.MaxPerIdentity),
        _ => request.ContendedAsync(),
    };

    [LoggerMessage(EventId = 5051, Level = LogLevel.Information, Message = "Bindings: {BindingId} of {AccountSid} put, channel {Channel}: {Outcome}")]
    private partial void LogPut(string accountSid, string bindingId, string channel, BindingWriteOutcome outcome);

    [LoggerMessage(EventId = 5052, Level = LogLevel.Information, Message = "Bindings: {BindingId} of {AccountSid} deleted: {Outcome}")]
    private partial void LogDelete(string accountSid, string bindingId, BindingWriteOutcome outcome);
}
