using System.Globalization;
using Azure;
using Azure.Core;
using Azure.Data.Tables;
using Microsoft.AspNetCore.Http;
using StandIns.Tests.Queues;

namespace StandIns.Tests.Tables;

public sealed class RequestTests
{
    [Theory]
    [InlineData(500)]
    [InlineData(503)]
    public async Task EachTry_IsDatedAndSignedAnew(int status)
    {
        await using var service = await RecordingService.StartAsync(async (request, number, response) =>
        {
            response.StatusCode = number == 1 ? status : 204;
            // The date counts whole seconds: the first answer waits until the next one has begun.
            while (number == 1 && DateTimeOffset.UtcNow < Date(request).AddSeconds(1))
                await Task.Delay(10);
        });
        var table = new TableClient(Account(service), "Calls", new TableSharedKeyCredential("acme", "a2V5"), TestTables.Options());

        await table.UpsertEntityAsync(new TableEntity("p", "r") { ["N"] = 1 });

        Assert.Equal(2, service.Requests.Count);
        Assert.True(Date(service.Requests[0]) < Date(service.Requests[1]));
        Assert.NotEqual(service.Requests[0].Headers["Authorization"], service.Requests[1].Headers["Authorization"]);
        Assert.All(service.Requests, request =>
            Assert.StartsWith("SharedKeyLite acme:", request.Headers["Authorization"], StringComparison.Ordinal));
        Assert.Equal(service.Requests[0].Body, service.Requests[1].Body);
    }

    [Fact]
    public async Task ServiceThatStaysBusy_IsReportedWithItsCode()
    {
        await using var service = await RecordingService.StartAsync((_, _, response) =>
            AnswerAsync(response, 503, """{"odata.error":{"code":"ServerBusy","message":{"lang":"en-US","value":"Too busy."}}}"""));
        var options = TestTables.Options();
        options.Retry.MaxRetries = 1;

        var failure = await Assert.ThrowsAsync<RequestFailedException>(
            () => Signed(service, options).AddEntityAsync(new TableEntity("p", "r")));

        Assert.Equal(2, service.Requests.Count);
        Assert.Equal((503, "ServerBusy"), (failure.Status, failure.ErrorCode));
        Assert.StartsWith("Too busy.", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("<html>no JSON")]
    [InlineData("""{"odata.error":{"code":"X"}}""")]
    public async Task ErrorWithoutTheServicesBody_IsReportedByItsStatus(string body)
    {
        await using var service = await RecordingService.StartAsync((_, _, response) => AnswerAsync(response, 400, body));

        var failure = await Assert.ThrowsAsync<RequestFailedException>(() => Signed(service).DeleteEntityAsync("p", "r"));

        Assert.Equal(400, failure.Status);
    }

    [Fact]
    public async Task EachTry_CarriesTheSignatureThatIsThenValid()
    {
        var credential = new AzureSasCredential("?sv=1&sig=old");
        await using var service = await RecordingService.StartAsync((_, number, response) =>
        {
            credential.Update("sv=1&sig=new");
            response.StatusCode = number == 1 ? 500 : 200;
            return response.WriteAsync("""{"value":[]}""");
        });
        var table = new TableClient(new Uri(service.Address, "acme/Calls"), credential, TestTables.Options());

        await TestTables.ToListAsync(table.QueryAsync<TableEntity>("N eq 1", maxPerPage: 5));

        Assert.Equal(
            ["/acme/Calls()?$filter=N%20eq%201&$top=5&sv=1&sig=old", "/acme/Calls()?$filter=N%20eq%201&$top=5&sv=1&sig=new"],
            service.Requests.Select(request => request.Target));
    }

    [Fact]
    public async Task TokenCredential_IsAskedForStorageAndSentAsBearer()
    {
        await using var service = await RecordingService.StartAsync(NoContent, https: true);
        var credential = new RecordingCredential();

        await new TableServiceClient(Account(service), credential, TestTables.Options()).DeleteTableAsync("Calls");
        await new TableClient(Account(service), "Calls", credential, TestTables.Options()).DeleteEntityAsync("p", "r");

        Assert.All(credential.Scopes, scope => Assert.Equal("https://storage.azure.com/.default", scope));
        Assert.All(service.Requests, request => Assert.Equal("Bearer secret", request.Headers["Authorization"]));
        Assert.Equal(
            ["/acme/Tables('Calls')", "/acme/Calls(PartitionKey='p',RowKey='r')"],
            service.Requests.Select(request => request.Target));
    }

    [Fact]
    public async Task TokenCredentialWithoutHttps_IsNotSent()
    {
        await using var service = await RecordingService.StartAsync(NoContent);

        await Assert.ThrowsAsync<InvalidOperationException>(
            () => new TableClient(Account(service), "Calls", new RecordingCredential()).DeleteEntityAsync("p", "r"));

        Assert.Empty(service.Requests);
    }

    [Fact]
    public async Task Version_IsTheOneOfTheOptions()
    {
        await using var service = await RecordingService.StartAsync(NoContent);

        await Signed(service).DeleteAsync();
        await Signed(service, new TableClientOptions(TableClientOptions.ServiceVersion.V2019_02_02)).DeleteAsync();

        Assert.Equal(["2020-12-06", "2019-02-02"], service.Requests.Select(request => request.Headers["x-ms-version"]));
    }

    [Fact]
    public async Task WrittenEntity_NamesTheTypesThatJsonCannotTell()
    {
        await using var service = await RecordingService.StartAsync(NoContent);

        await Signed(service).AddEntityAsync(new TableEntity("p", "it's") { ["Ticks"] = 5L, ["Score"] = 2.0, ["Count"] = 1 });

        var request = service.Requests.Single();
        Assert.Equal(("POST", "/acme/Calls"), (request.Method, request.Target));
        Assert.Equal(
            """
            {"PartitionKey":"p","RowKey":"it\u0027s","Ticks":"5","Ticks@odata.type":"Edm.Int64","Score":2,"Score@odata.type":"Edm.Double","Count":1}
            """,
            request.Body);
        Assert.Equal(("application/json", "return-no-content"), (request.Headers["Content-Type"], request.Headers["Prefer"]));
        Assert.Equal("application/json;odata=minimalmetadata", request.Headers["Accept"]);
    }

    [Fact]
    public async Task Upsert_IsUnconditionalAndUpdateIsNot()
    {
        await using var service = await RecordingService.StartAsync(NoContent);
        var table = Signed(service);

        await table.UpsertEntityAsync(new TableEntity("p", "it's"), TableUpdateMode.Replace);
        await table.UpdateEntityAsync(new TableEntity("p", "r"), new ETag("W/\"1\""));

        Assert.Equal(["PUT", "PATCH"], service.Requests.Select(request => request.Method));
        Assert.DoesNotContain("If-Match", service.Requests[0].Headers.Keys);
        Assert.Equal("W/\"1\"", service.Requests[1].Headers["If-Match"]);
        Assert.Equal("/acme/Calls(PartitionKey='p',RowKey='it%27%27s')", service.Requests[0].Target);
    }

    [Fact]
    public async Task Continuation_IsSentAsTheServiceGaveIt()
    {
        await using var service = await RecordingService.StartAsync((_, number, response) =>
        {
            if (number == 1)
            {
                response.Headers["x-ms-continuation-NextPartitionKey"] = "1!8!cCs-";
                response.Headers["x-ms-continuation-NextRowKey"] = "1!4!cg--";
            }
            return response.WriteAsync("""{"value":[]}""");
        });

        var pages = await TestTables.ToListAsync(Signed(service).QueryAsync<TableEntity>().AsPages());

        // A page may be empty and yet not the last: https://learn.microsoft.com/rest/api/storageservices/query-timeout-and-pagination
        Assert.Equal(["1!8!cCs- 1!4!cg--", null], pages.Select(page => page.ContinuationToken));
        Assert.Equal("/acme/Calls()?NextPartitionKey=1%218%21cCs-&NextRowKey=1%214%21cg--", service.Requests[1].Target);
    }

    [Fact]
    public async Task TableThatIsBeingDeleted_IsNotTakenForAnExistingOne()
    {
        await using var service = await RecordingService.StartAsync((_, _, response) =>
            AnswerAsync(response, 409, """{"odata.error":{"code":"TableBeingDeleted","message":{"lang":"en-US","value":"Wait."}}}"""));

        var failure = await Assert.ThrowsAsync<RequestFailedException>(() => Signed(service).CreateIfNotExistsAsync());

        Assert.Equal("TableBeingDeleted", failure.ErrorCode);
    }

    [Fact]
    public async Task AnswerOfAzure_IsReadAsItIsWritten()
    {
        await using var service = await RecordingService.StartAsync((_, _, response) => AnswerAsync(response, 200, """
            {"odata.metadata":"https://acme.table.core.windows.net/$metadata#Calls/@Element",
            "odata.etag":"W/\"datetime'2026-03-29T00%3A30%3A00.1234567Z'\"",
            "PartitionKey":"p","RowKey":"r","Timestamp":"2026-03-29T00:30:00.1234567Z","Score":3.0,"Count":3,
            "Big@odata.type":"Edm.Double","Big":"Infinity","Ticks@odata.type":"Edm.Int64","Ticks":"5","Missing":null}
            """));

        TableEntity read = await Signed(service).GetEntityAsync<TableEntity>("p", "r");

        Assert.Equal((3.0, 3, double.PositiveInfinity, 5L), (read["Score"], read["Count"], read["Big"], read["Ticks"]));
        Assert.Equal(new ETag("W/\"datetime'2026-03-29T00%3A30%3A00.1234567Z'\""), read.ETag);
        Assert.Equal(new DateTimeOffset(2026, 3, 29, 0, 30, 0, TimeSpan.Zero).AddTicks(1234567), read.Timestamp);
        Assert.Equal(["odata.etag", "PartitionKey", "RowKey", "Timestamp", "Score", "Count", "Big", "Ticks", "Missing"], read.Keys);
    }

    private static Uri Account(RecordingService service) => new(service.Address, "acme");

    private static TableClient Signed(RecordingService service, TableClientOptions? options = null) =>
        new(Account(service), "Calls", new TableSharedKeyCredential("acme", "a2V5"), options ?? TestTables.Options());

    private static Task NoContent(RecordedRequest request, int number, HttpResponse response)
    {
        response.StatusCode = 204;
        return Task.CompletedTask;
    }

    private static Task AnswerAsync(HttpResponse response, int status, string body)
    {
        response.StatusCode = status;
        response.ContentType = "application/json";
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
