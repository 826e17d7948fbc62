using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using TwilioFunctions.Cli.Signing;
using TwilioFunctions.Core.Signatures;
using TwilioFunctions.Testing;
using TwilioFunctions.Tests.Hosting;
using Xunit.Abstractions;

namespace TwilioFunctions.Tests.Bindings;

/// <summary>Five thousand bodies and calls that were mutated or drawn at random: each is answered, none by a fault, none is stored half.</summary>
[Collection(BindingsAppTests.Name)]
public sealed class HostileRequestsTests(BindingsApp app, ITestOutputHelper output)
{
    private const int Concurrency = 8;

    private static readonly byte[] AuthToken = Encoding.UTF8.GetBytes(AppProcess.AuthToken);

    private static readonly Gen<string> AnySegment = Gen.OneOf(
        Gen.Elements("accounts", "identities", "bindings", "bindings:batch", "bindings:import", "bindings:export", "me", "negotiate", "calls", "twilio", BindingsApp.AccountSid),
        Gen.Elements("%", "%2", "%ZZ", "%00", "%2F", "%252F", "%FF%FE", "..", ".", "", "%0A", "%ED%A0%80", "~", "*", new string('a', 300), Uri.EscapeDataString(new string('é', 256))),
        Gen.ArrayOf(Gen.Choose(1, 0xFFFF)).Select(units => Uri.EscapeDataString(new string([.. units.Take(8).Select(unit => (char)unit)]).Replace("\ud800", "", StringComparison.Ordinal))));

    [Fact]
    public async Task AnyNotification_IsAnsweredByTheTable()
    {
        var bodies = Gen.Sample(MutatedJson.Of(Gen.Constant(Notification())), 1500);

        var statuses = await SendAllAsync(bodies, async (body, index) =>
        {
            var url = BodyHash.Append(app.App.BaseUrl + "twilio/call-notifications", body);
            var signature = index % 5 == 0 ? "bm90IHRoZSBzaWduYXR1cmUgYXQgYWxs" : RequestSigner.Sign(url, AuthToken);
            return await SendAsync(HttpMethod.Post, url, body, $"X-Twilio-Signature: {signature}");
        });

        Assert.Subset(new HashSet<int> { 200, 400, 403, 404 }, statuses.Keys.ToHashSet());
        // And those that name another account.
        Assert.InRange(statuses[403], bodies.Length / 5, bodies.Length / 2);
    }

    [Fact]
    public async Task AnyBinding_IsStoredWholeOrNotAtAll()
    {
        var bodies = Gen.Sample(MutatedJson.Of(Gen.Elements(Bindings())), 1500);

        var statuses = await SendAllAsync(bodies, async (body, _) =>
        {
            var url = app.App.BaseUrl + BindingsApp.Path(BindingsApp.NewIdentity(), "phone");
            var (status, put) = await SendAsync(HttpMethod.Put, url, body);
            var (found, kept) = await SendAsync(HttpMethod.Get, url, null);
            Assert.Equal(status == 201 ? (200, put) : (404, kept), (found, kept));
            return (status, put);
        });

        Assert.Subset(new HashSet<int> { 201, 400, 413 }, statuses.Keys.ToHashSet());
        Assert.True(statuses[201] > 100, "Some must be good.");
    }

    [Fact]
    public async Task AnyBatchAndImport_IsAnsweredItemByItem()
    {
        var batches = Gen.Sample(MutatedJson.Of(Gen.Constant(Batch())), 400);
        var imports = Gen.Sample(MutatedJson.Of(Gen.Constant(Encoding.UTF8.GetBytes(string.Join('\n', Bindings().Select((binding, number) => Line(binding, $"i{number}")))))), 400);

        var batched = await SendAllAsync(batches, (body, _) => SendAsync(HttpMethod.Post, $"{app.App.BaseUrl}accounts/{BindingsApp.AccountSid}/bindings:batch", body));
        var imported = await SendAllAsync(imports, (body, _) => SendAsync(HttpMethod.Post, $"{app.App.BaseUrl}accounts/{BindingsApp.AccountSid}/bindings:import", body));

        Assert.Subset(new HashSet<int> { 200, 400, 413 }, batched.Keys.ToHashSet());
        Assert.Subset(new HashSet<int> { 200, 400, 413 }, imported.Keys.ToHashSet());
    }

    [Fact]
    public async Task AnyCall_IsAnswered()
    {
        var methods = Gen.Elements("GET", "PUT", "POST", "DELETE", "PATCH", "HEAD", "OPTIONS");
        var header = Gen.Elements("If-Match: *", "If-Match: \"", "If-None-Match: W/\"x\", *", "Authorization: Bearer a.b.c", "Authorization: Basic x", "X-Twilio-Signature: x", "Content-Type: text/plain", "Range: bytes=-1");
        var query = Gen.Elements("", "?pageSize=-1", "?pageSize=99999999999", "?continuationToken=%00", "?channel=", "?bodySHA256", "?a=%ZZ&a=%FF", "?accountSid=x&date=x");
        var calls = Gen.Sample(methods.SelectMany(method => Gen.ListOf(AnySegment, 6).SelectMany(segments => Gen.Choose(1, 6).SelectMany(count => header.SelectMany(head => query.Select(end =>
            (method, Path: string.Join('/', segments.Take(count)) + end, head)))))), 1200);

        var statuses = await SendAllAsync(calls, (call, _) => SendAsync(new HttpMethod(call.method), app.App.BaseUrl + call.Path, null, call.head));

        Assert.All(statuses.Keys, status => Assert.InRange(status, 200, 499));
    }

    private static byte[] Notification() => Encoding.UTF8.GetBytes(
        $$$"""{"twi_account_sid":"{{{BindingsApp.AccountSid}}}","twi_bridge_token":"eyJ","twi_call_sid":"CA00000000000000000000000000000001","twi_from":"client:alice","twi_message_id":"WB00000000000000000000000000000001","twi_message_type":"twilio.voice.call","twi_to":"client:bob","later":{"a":[1.50,null]}}""");

    private static byte[][] Bindings() =>
    [
        Encoding.UTF8.GetBytes(BindingsApp.Binding),
        Encoding.UTF8.GetBytes("""{"channel":"webhook","deviceId":"d-1","labels":{"team":"support","é":"ü"},"webhook":{"secret":"whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3","url":"https://example.com/a?b=c","secondarySecret":"whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY4"}}"""),
    ];

    private static string Line(byte[] binding, string identity) => $$"""{"identity":"{{identity}}","bindingId":"phone",{{Encoding.UTF8.GetString(binding)[1..]}}""";

    private static byte[] Batch() => Encoding.UTF8.GetBytes(
        $$"""{"operations":[{"upsert":{{Line(Bindings()[0], "b0")}} },{"delete":{"identity":"b0","bindingId":"phone"} },{"upsert":{{Line(Bindings()[1], "b1")}} }]}""");

    private async Task<IReadOnlyDictionary<int, int>> SendAllAsync<T>(IEnumerable<T> requests, Func<T, int, Task<(int Status, string Body)>> send)
    {
        var statuses = new ConcurrentDictionary<int, int>();
        await Parallel.ForEachAsync(requests.Index(), new ParallelOptions { MaxDegreeOfParallelism = Concurrency }, async (request, _) =>
        {
            var (status, body) = await send(request.Item, request.Index);
            statuses.AddOrUpdate(status, 1, (_, count) => count + 1);
            Assert.True(status < 500, $"{status}: {body} for {Describe(request.Item)}");
        });
        output.WriteLine(string.Join(", ", statuses.OrderBy(status => status.Key).Select(status => $"{status.Key}: {status.Value}")));
        return statuses;
    }

    private static string Describe<T>(T request) => request is byte[] body ? Convert.ToBase64String(body) : $"{request}";

    private async Task<(int Status, string Body)> SendAsync(HttpMethod method, string url, byte[]? body, string? header = null)
    {
        using var request = new HttpRequestMessage(method, url);
        if (body is not null)
            request.Content = new ByteArrayContent(body) { Headers = { ContentType = new("application/json") } };
        if (header?.Split(": ", 2) is [var name, var value] && !request.Headers.TryAddWithoutValidation(name, value))
            request.Content?.Headers.TryAddWithoutValidation(name, value);
        using var response = await app.Client.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        if (!response.IsSuccessStatusCode && response.Content.Headers.ContentType?.MediaType == "application/problem+json")
            Assert.Equal((int)response.StatusCode, JsonElement.Parse(text).GetProperty("status").GetInt32());
        return ((int)response.StatusCode, text);
    }
}
