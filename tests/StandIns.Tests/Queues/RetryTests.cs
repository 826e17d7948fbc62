using System.Globalization;
using Azure;
using Azure.Storage;
using Azure.Storage.Queues;

namespace StandIns.Tests.Queues;

public sealed class RetryTests
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
        Assert.All(
            service.Requests,
            request => Assert.StartsWith("SharedKey acme:", request.Headers["Authorization"], StringComparison.Ordinal));
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
        await using var service = await RecordingService.StartAsync((_, _, response) => RecordingService.AnswerAsync(
            response, 503, "<Error><Code>ServerBusy</Code><Message>Too busy.</Message><Hint>Wait</Hint></Error>"));

        var failure = await Assert.ThrowsAsync<RequestFailedException>(
            () => new QueueClient(new Uri(service.Address, "acme/calls"), RecordingService.Options()).DeleteAsync());

        Assert.Equal(6, service.Requests.Count);
        Assert.Equal((503, "ServerBusy"), (failure.Status, failure.ErrorCode));
        Assert.StartsWith("Too busy.", failure.Message, StringComparison.Ordinal);
        Assert.Contains("Hint: Wait", failure.Message, StringComparison.Ordinal);
    }

    private static DateTimeOffset Date(RecordedRequest request) =>
        DateTimeOffset.ParseExact(request.Headers["x-ms-date"], "r", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
}
