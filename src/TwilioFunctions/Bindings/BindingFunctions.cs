using System.Net;
using System.Text.Json;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.Extensions.Options;
using TwilioFunctions.Contracts;
using TwilioFunctions.Core.Bindings;
using TwilioFunctions.Core.Signatures;
using TwilioFunctions.Http;

namespace TwilioFunctions.Bindings;

/// <summary>The bindings of an account, for backends with a function key.</summary>
public sealed class BindingFunctions
{
    private const string Account = "accounts/{accountSid}/bindings";
    private const string Identity = "accounts/{accountSid}/identities/{identity}/bindings";
    private const string Binding = Identity + "/{bindingId}";

    private readonly BindingRequestHandler handler;
    private readonly ClientBindingStore store;
    private readonly BindingReader reader;
    private readonly BindingImport import;
    private readonly BindingExport export;
    private readonly IOptions<TwilioOptions> options;

    internal BindingFunctions(BindingRequestHandler handler, ClientBindingStore store, BindingReader reader, BindingImport import, BindingExport export, IOptions<TwilioOptions> options) =>
        (this.handler, this.store, this.reader, this.import, this.export, this.options) = (handler, store, reader, import, export, options);

    /// <summary>Lists the bindings of an account, page by page.</summary>
    [Function(nameof(ListBindings))]
    public async Task<HttpResponseData> ListBindings(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = Account)] HttpRequestData request, FunctionContext context)
    {
        if (BindingPath.ReadAccount(request, options.Value, fromEnd: 2, out var unknown) is not { } accountSid)
            return await request.ProblemAsync(unknown!);
        if (!BindingListQuery.TryRead(request, out var query, out var problem))
            return await request.WrongParameterAsync(problem);

        return await store.ListAsync(accountSid, query.Channel, query.Page.PageSize, query.Page.ContinuationToken, context.CancellationToken) is { } page
            ? await request.JsonAsync(HttpStatusCode.OK, page.ToResponse(), ContractsJson.Api.BindingListResponse)
            : await request.WrongContinuationTokenAsync();
    }

    /// <summary>Executes up to 1,000 upserts and deletes of any identities, with a result for each.</summary>
    [Function(nameof(WriteBindings))]
    public async Task<HttpResponseData> WriteBindings(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = Account + ":batch")] HttpRequestData request, FunctionContext context)
    {
        if (BindingPath.ReadAccount(request, options.Value, fromEnd: 2, out var unknown) is not { } accountSid)
            return await request.ProblemAsync(unknown!);
        if (request.LacksItsBody())
            return await request.LengthRequiredAsync();
        if (await request.ReadBodyAsync(BindingReader.MaxBodyBytes, context.CancellationToken) is not { } body)
            return await request.TooLargeAsync($"A batch has at most {BindingReader.MaxBodyBytes} bytes.");
        var batch = reader.ReadBatch(body, accountSid);
        if (batch.Problem is { } problem)
            return await request.ProblemAsync(BindingResponses.Refusal([problem]) with { Type = ProblemTypes.InvalidBatch, Title = "The batch is refused." });

        var results = await store.WriteAsync(accountSid, batch.Operations, context.CancellationToken);
        return await request.JsonAsync(
            HttpStatusCode.OK, new BatchResultsResponse([.. results.Select(result => result.ToResponse())]), ContractsJson.Api.BatchResultsResponse);
    }

    /// <summary>Upserts a part of an export, with a result for each line.</summary>
    [Function(nameof(ImportBindings))]
    public async Task<HttpResponseData> ImportBindings(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = Account + ":import")] HttpRequestData request, FunctionContext context)
    {
        if (BindingPath.ReadAccount(request, options.Value, fromEnd: 2, out var unknown) is not { } accountSid)
            return await request.ProblemAsync(unknown!);
        if (request.LacksItsBody())
            return await request.LengthRequiredAsync();
        if (await request.ReadBodyAsync(BindingReader.MaxBodyBytes, context.CancellationToken) is not { } body)
            return await request.TooLargeAsync($"A part of an import has at most {BindingReader.MaxBodyBytes} bytes.");

        // The only problem of a part as a whole is its size.
        var report = await import.ImportAsync(accountSid, body, context.CancellationToken);
        return report.Problem is { } problem
            ? await request.TooLargeAsync(problem.Detail)
            : await request.BytesAsync(HttpStatusCode.OK, Lines(report), BindingResponses.Ndjson);
    }

    /// <summary>Exports the bindings of an account as NDJSON, page by page, with their secrets. <see cref="ImportBindings"/> takes the lines.</summary>
    [Function(nameof(ExportBindings))]
    public async Task<HttpResponseData> ExportBindings(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = Account + ":export")] HttpRequestData request, FunctionContext context)
    {
        if (BindingPath.ReadAccount(request, options.Value, fromEnd: 2, out var unknown) is not { } accountSid)
            return await request.ProblemAsync(unknown!);
        if (!BindingListQuery.TryRead(request, out var query, out var problem))
            return await request.WrongParameterAsync(problem);
        if (await export.ReadPageAsync(accountSid, query.Channel, query.Page.PageSize, query.Page.ContinuationToken, context.CancellationToken) is not { } page)
            return await request.WrongContinuationTokenAsync();

        var response = await request.BytesAsync(HttpStatusCode.OK, page.Ndjson, BindingResponses.Ndjson);
        if (page.ContinuationToken is { } token)
            response.Headers.Add("x-continuation-token", token);
        return response;
    }

    /// <summary>Lists all bindings of an identity: the devices that ring when it is called.</summary>
    [Function(nameof(ListIdentityBindings))]
    public async Task<HttpResponseData> ListIdentityBindings(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = Identity)] HttpRequestData request, FunctionContext context) =>
        BindingPath.ReadIdentity(request, options.Value, out var problem) is { } path
            ? await handler.ListAsync(request, path, withSecrets: true, context.CancellationToken)
            : await request.ProblemAsync(problem!);

    /// <summary>Deletes all bindings of an identity, for instance when a user leaves.</summary>
    [Function(nameof(DeleteIdentityBindings))]
    public async Task<HttpResponseData> DeleteIdentityBindings(
        [HttpTrigger(AuthorizationLevel.Function, "delete", Route = Identity)] HttpRequestData request, FunctionContext context)
    {
        if (BindingPath.ReadIdentity(request, options.Value, out var problem) is not { } path)
            return await request.ProblemAsync(problem!);

        var deleted = await store.DeleteAllAsync(path.AccountSid, path.Identity, context.CancellationToken);
        return await request.JsonAsync(HttpStatusCode.OK, new DeletedBindingsResponse(deleted), ContractsJson.Api.DeletedBindingsResponse);
    }

    /// <summary>Returns a binding.</summary>
    [Function(nameof(GetBinding))]
    public async Task<HttpResponseData> GetBinding(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = Binding)] HttpRequestData request, FunctionContext context) =>
        BindingPath.Read(request, options.Value, out var problem) is { } path
            ? await handler.GetAsync(request, path, withSecrets: true, context.CancellationToken)
            : await request.ProblemAsync(problem!);

    /// <summary>Creates or replaces a binding.</summary>
    [Function(nameof(PutBinding))]
    public async Task<HttpResponseData> PutBinding(
        [HttpTrigger(AuthorizationLevel.Function, "put", Route = Binding)] HttpRequestData request, FunctionContext context) =>
        BindingPath.Read(request, options.Value, out var problem) is { } path
            ? await handler.PutAsync(request, path, withSecrets: true, context.CancellationToken)
            : await request.ProblemAsync(problem!);

    /// <summary>Deletes a binding.</summary>
    [Function(nameof(DeleteBinding))]
    public async Task<HttpResponseData> DeleteBinding(
        [HttpTrigger(AuthorizationLevel.Function, "delete", Route = Binding)] HttpRequestData request, FunctionContext context) =>
        BindingPath.Read(request, options.Value, out var problem) is { } path
            ? await handler.DeleteAsync(request, path, context.CancellationToken)
            : await request.ProblemAsync(problem!);

    private static ReadOnlyMemory<byte> Lines(ImportReport report)
    {
        var lines = new MemoryStream();
        foreach (var line in report.Lines)
        {
            JsonSerializer.Serialize(lines, line.ToResponse(), ContractsJson.Api.ImportedLineResponse);
            lines.WriteByte((byte)'\n');
        }
        return lines.GetBuffer().AsMemory(0, (int)lines.Length);
    }
}

/// <summary>The parameters of a list of bindings: <c>channel</c> and those of paging.</summary>
/// <param name="Channel">Null for all channels.</param>
/// <param name="Page">The page.</param>
internal readonly record struct BindingListQuery(string? Channel, PageQuery Page)
{
    /// <summary>Returns false and a sentence if a parameter is invalid.</summary>
    public static bool TryRead(HttpRequestData request, out BindingListQuery query, out string problem)
    {
        var channel = request.Query["channel"] is { Length: > 0 } name ? name : null;
        var valid = PageQuery.TryRead(request, out var page, out problem);
        query = new BindingListQuery(channel, page);
        if (channel is null || ChannelNames.All.Contains(channel))
            return valid;
        problem = $"channel is one of {string.Join(", ", ChannelNames.All)}.";
        return false;
    }
}
