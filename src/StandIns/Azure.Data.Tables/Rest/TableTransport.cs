using Azure.Core;
using Azure.Core.Pipeline;

namespace Azure.Data.Tables.Rest;

/// <summary>Sends requests to one account.</summary>
internal sealed class TableTransport(Uri endpoint, HttpPipeline pipeline, string serviceVersion)
{
    /// <summary>The account's address, without a signature.</summary>
    public Uri Endpoint { get; } = endpoint;

    /// <exception cref="RequestFailedException">The service refused, or could not be reached by the last try.</exception>
    public Response Send(TableRequest request, CancellationToken cancellationToken)
    {
        using var message = CreateMessage(request);
        pipeline.Send(message, cancellationToken);
        return Check(message.Response, request);
    }

    /// <inheritdoc cref="Send" />
    public async Task<Response> SendAsync(TableRequest request, CancellationToken cancellationToken)
    {
        using var message = CreateMessage(request);
        await pipeline.SendAsync(message, cancellationToken).ConfigureAwait(false);
        return Check(message.Response, request);
    }

    private HttpMessage CreateMessage(TableRequest request)
    {
        var message = pipeline.CreateMessage();
        message.Request.Method = request.Method;
        message.Request.Uri.Reset(request.AddressAt(Endpoint));
        message.Request.Headers.SetValue("x-ms-version", serviceVersion);
        foreach (var (name, value) in request.Headers())
            message.Request.Headers.SetValue(name, value);
        if (request.Body is { } body)
            message.Request.Content = RequestContent.Create(body);
        return message;
    }

    private static Response Check(Response response, TableRequest request) =>
        response.Status is >= 200 and < 300 || response.Status == request.AlsoAccepted
            ? response
            : throw new RequestFailedException(response, null, TableErrorParser.Instance);
}
