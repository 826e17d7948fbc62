using System.Globalization;
using Azure;
using Azure.Core;
using Azure.Storage;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using Microsoft.AspNetCore.Http;

namespace StandIns.Tests.Queues;

public sealed class RequestTests
{
    [Fact]
    public async Task EachTry_IsDatedAndSignedAnew()
    {
        await using var service = await RecordingService.StartAsync(async (request, number, response) =>
        {
            response.StatusCode = number == 1 ? 503 : 204;
            // The date counts whole seconds: the first answer waits until the next one has begun.
            while (number == 1 && DateTimeOffset.UtcNow < Date(request).AddSeconds(1))
                await Task.Delay(10);
        });
        var queue = new QueueClient(
            new Uri(service.Address, "acme/calls"), new StorageSharedKeyCredential("acme", "a2V5"), RecordingService.Options());

        await queue.DeleteAsync();

        Assert.Equal(2, service.Requests.Count);
        Assert.True(Date(service.Requests[0]) < Date(service.Requests[1]));
        Assert.NotEqual(service.Requests[0].Headers["Authorization"], service.Requests[1].Headers["Authorization"]);
        Assert.All(service.Requests, request => Assert.StartsWith("SharedKey acme:", request.Headers["Authorization"], StringComparison.Ordinal));
    }

    [Fact]
    public async Task EachTry_CarriesTheSignatureOnce()
    {
        var credential = new AzureSasCredential("sv=1&sig=old");
        await using var service = await RecordingService.StartAsync((_, number, response) =>
        {
            credential.Update("sv=1&sig=new");
            response.StatusCode = number == 1 ? 500 : 200;
            return Task.CompletedTask;
        });
        var queue = new QueueClient(new Uri(service.Address, "acme/calls"), credential, RecordingService.Options());

        await queue.GetPropertiesAsync();

        Assert.Equal(
            ["/acme/calls?comp=metadata&sv=1&sig=old", "/acme/calls?comp=metadata&sv=1&sig=new"],
            service.Requests.Select(request => request.Target));
    }

    [Fact]
    public async Task TokenCredential_IsAskedForStorageAndSentAsBearer()
    {
        await using var service = await RecordingService.StartAsync(NoContent, https: true);
        var credential = new RecordingCredential();

        await new QueueClient(new Uri(service.Address, "acme/calls"), credential, RecordingService.Options()).DeleteAsync();

        Assert.Equal(["https://storage.azure.com/.default"], credential.Scopes);
        Assert.Equal("Bearer secret", service.Requests.Single().Headers["Authorization"]);
    }

    [Fact]
    public async Task Audience_ReplacesTheScope()
    {
        await using var service = await RecordingService.StartAsync(NoContent, https: true);
        var credential = new RecordingCredential();
        var options = RecordingService.Options();
        options.Audience = QueueAudience.CreateQueueServiceAccountAudience("acme");

        await new QueueServiceClient(service.Address, credential, options).DeleteQueueAsync("calls");

        Assert.Equal(["https://acme.queue.core.windows.net/.default"], credential.Scopes);
    }

    [Fact]
    public void TokenCredentialWithoutHttps_IsRefused() =>
        Assert.Throws<ArgumentException>(
            () => new QueueClient(new Uri("http://acme.queue.core.windows.net/calls"), new RecordingCredential()));

    [Fact]
    public async Task Version_IsTheOneOfTheOptions()
    {
        await using var service = await RecordingService.StartAsync(NoContent);
        var queue = new Uri(service.Address, "acme/calls");

        await new QueueClient(queue).DeleteAsync();
        await new QueueClient(queue, new QueueClientOptions(QueueClientOptions.ServiceVersion.V2019_12_12)).DeleteAsync();

        Assert.Equal(["2026-10-06", "2019-12-12"], service.Requests.Select(request => request.Headers["x-ms-version"]));
    }

    [Fact]
    public async Task ErrorCodeThatAsksForIt_IsRetriedWhateverTheStatus()
    {
        await using var service = await RecordingService.StartAsync((_, number, response) =>
        {
            response.StatusCode = number == 1 ? 409 : 204;
            response.Headers["x-ms-error-code"] = number == 1 ? "OperationTimedOut" : default(string);
            return Task.CompletedTask;
        });

        await new QueueClient(new Uri(service.Address, "acme/calls"), RecordingService.Options()).DeleteAsync();

        Assert.Equal(2, service.Requests.Count);
    }

    [Fact]
    public async Task ServiceThatStaysBusy_IsAskedSixTimesAndReported()
    {
        await using var service = await RecordingService.StartAsync((_, _, response) => AnswerAsync(
            response, 503, "<?xml version=\"1.0\" encoding=\"utf-8\"?><Error><Code>ServerBusy</Code><Message>Too busy.</Message><Hint>Wait</Hint></Error>"));

        var failure = await Assert.ThrowsAsync<RequestFailedException>(
            () => new QueueClient(new Uri(service.Address, "acme/calls"), RecordingService.Options()).DeleteAsync());

        Assert.Equal(6, service.Requests.Count);
        Assert.Equal((503, "ServerBusy"), (failure.Status, failure.ErrorCode));
        Assert.StartsWith("Too busy.", failure.Message, StringComparison.Ordinal);
        Assert.Contains("Hint: Wait", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("<html><body>Forbidden")]
    [InlineData("<html><Code>NotOurs</Code></html>")]
    public async Task AnswerWithoutAnErrorBody_IsReportedByItsHeader(string body)
    {
        await using var service = await RecordingService.StartAsync((_, _, response) =>
        {
            response.Headers["x-ms-error-code"] = "AuthenticationFailed";
            return AnswerAsync(response, 403, body);
        });

        var failure = await Assert.ThrowsAsync<RequestFailedException>(
            () => new QueueClient(new Uri(service.Address, "acme/calls"), RecordingService.Options()).DeleteAsync());

        Assert.Equal((403, "AuthenticationFailed"), (failure.Status, failure.ErrorCode));
    }

    [Fact]
    public async Task SentMessage_IsXmlWithItsTimes()
    {
        await using var service = await RecordingService.StartAsync((_, _, response) => AnswerAsync(
            response,
            201,
            """
            <QueueMessagesList><QueueMessage><MessageId>id</MessageId><InsertionTime>Fri, 09 Oct 2026 21:04:30 GMT</InsertionTime>
            <ExpirationTime>Fri, 16 Oct 2026 21:04:30 GMT</ExpirationTime><PopReceipt>a+/=</PopReceipt>
            <TimeNextVisible>Fri, 09 Oct 2026 21:04:31 GMT</TimeNextVisible></QueueMessage></QueueMessagesList>
            """));
        var queue = new QueueClient(new Uri(service.Address, "acme/calls"), RecordingService.Options());

        var receipt = (await queue.SendMessageAsync("a < b", TimeSpan.FromSeconds(1.9), TimeSpan.FromDays(7))).Value;

        var request = service.Requests.Single();
        Assert.Equal(("POST", "/acme/calls/messages?visibilitytimeout=1&messagettl=604800"), (request.Method, request.Target));
        Assert.Equal("application/xml", request.Headers["Content-Type"]);
        Assert.EndsWith("<QueueMessage><MessageText>a &lt; b</MessageText></QueueMessage>", request.Body, StringComparison.Ordinal);
        Assert.Equal(("id", "a+/="), (receipt.MessageId, receipt.PopReceipt));
        Assert.Equal(new DateTimeOffset(2026, 10, 9, 21, 4, 31, TimeSpan.Zero), receipt.TimeNextVisible);
    }

    [Fact]
    public async Task Receipt_IsEscaped()
    {
        await using var service = await RecordingService.StartAsync(NoContent);

        await new QueueClient(new Uri(service.Address, "acme/calls")).DeleteMessageAsync("id", "a+/=&b");

        Assert.Equal("/acme/calls/messages/id?popreceipt=a%2B%2F%3D%26b", service.Requests.Single().Target);
    }

    private static Task NoContent(RecordedRequest request, int number, HttpResponse response)
    {
        response.StatusCode = 204;
        return Task.CompletedTask;
    }

    private static Task AnswerAsync(HttpResponse response, int status, string body)
    {
        response.StatusCode = status;
        response.ContentType = "application/xml";
        return response.WriteAsync(body);
    }

    private static DateTimeOffset Date(RecordedRequest request) =>
        DateTimeOffset.ParseExact(request.Headers["x-ms-date"], "r", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);

    private sealed class RecordingCredential : TokenCredential
    {
        public List<string> Scopes { get; } = [];

        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken)
        {
            Scopes.AddRange(requestContext.Scopes);
            return new AccessToken("secret", DateTimeOffset.UtcNow.AddHours(1));
        }

        public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
            new(GetToken(requestContext, cancellationToken));
    }
}
