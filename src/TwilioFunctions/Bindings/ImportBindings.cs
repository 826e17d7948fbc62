using System.Net;
using System.Text.Json;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.Extensions.Options;
using TwilioFunctions.Core.Bindings;
using TwilioFunctions.Core.Signatures;
using TwilioFunctions.Http;

namespace TwilioFunctions.Bindings;

/// <summary>Upserts a part of an export, and says for each line what became of it.</summary>
internal sealed class ImportBindings(BindingImport import, IOptions<TwilioOptions> options)
{
    [Function(nameof(ImportBindings))]
    public async Task<HttpResponseData> Run(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "accounts/{accountSid}/bindings:import")] HttpRequestData request, FunctionContext context)
    {
        if (BindingPath.ReadAccount(request, options.Value, fromEnd: 2, out var unknown) is not { } accountSid)
            return await request.ProblemAsync(unknown!);
        if (request.LacksItsBody())
            return await request.LengthRequiredAsync();
        if (await request.ReadBodyAsync(BindingReader.MaxBodyBytes, context.CancellationToken) is not { } body)
            return await request.TooLargeAsync($"A part of an import has at most {BindingReader.MaxBodyBytes} bytes.");

        // What is wrong with a part as a whole is that it is too much of it.
        var report = await import.ImportAsync(accountSid, body, context.CancellationToken);
        return report.Problem is { } problem
            ? await request.TooLargeAsync(problem.Detail)
            : await request.BytesAsync(HttpStatusCode.OK, Lines(report), BindingAnswers.Ndjson);
    }

    private static ReadOnlyMemory<byte> Lines(ImportReport report)
    {
        var lines = new MemoryStream();
        foreach (var line in report.Lines)
        {
            JsonSerializer.Serialize(lines, ImportedLineDocument.Of(line), ApiJson.Api.ImportedLineDocument);
            lines.WriteByte((byte)'\n');
        }
        return lines.GetBuffer().AsMemory(0, (int)lines.Length);
    }
}
