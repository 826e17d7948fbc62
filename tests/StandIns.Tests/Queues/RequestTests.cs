using Azure;
using Azure.Core;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using Microsoft.AspNetCore.Http;

namespace StandIns.Tests.Queues;

public sealed class RequestTests
{
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

    [Theory]
    [InlineData("")]
    [InlineData("<html><body>Forbidden")]
    [InlineData("<html><Code>NotOurs</Code></html>")]
    public async Task AnswerWithoutAnErrorBody_IsReportedByItsHeader(string body)
    {
        await using var service = await RecordingService.StartAsync((_, _, response) =>
        {
            response.Headers["x-ms-error-code"] = "AuthenticationFailed";
            return RecordingService.AnswerAsync(response, 403, body);
        });

        var failure = await Assert.ThrowsAsync<RequestFailedException>(
            () => new QueueClient(new Uri(service.Address, "acme/calls"), RecordingService.Options()).DeleteAsync());

        Assert.Equal((403, "AuthenticationFailed"), (failure.Status, failure.ErrorCode));
    }

    [Fact]
    public async Task SentMessage_IsXmlWithItsTimes()
    {
        await using var service = await RecordingService.StartAsync((_, _, response) => RecordingService.AnswerAsync(
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
