using System.Text.Json;
using TwilioFunctions.Testing;
using TwilioFunctions.Tests.Bindings;

namespace TwilioFunctions.Tests.OpenApi;

/// <summary>What the running app answers is what the file says.</summary>
[Collection(BindingsAppTests.Name)]
public sealed class OpenApiAnswersTests(BindingsApp app) : IAsyncLifetime
{
    private const string Query = $"?accountSid={BindingsApp.AccountSid}";

    private readonly string identity = BindingsApp.NewIdentity();
    private NodeOpenApi? judge;

    public async Task InitializeAsync()
    {
        judge = await NodeOpenApi.StartAsync();
        await judge.LoadAsync(OpenApiFile.Path);
    }

    public async Task DisposeAsync() => await judge!.DisposeAsync();

    [Fact]
    public async Task AnswersOfBackendRoutes_AreThoseOfTheFile()
    {
        var path = BindingsApp.Path(identity, "phone");
        var account = $"accounts/{BindingsApp.AccountSid}/bindings";

        await CheckAsync("PutBinding", 201, await app.SendAsync("PUT", path, BindingsApp.Binding));
        var put = await CheckAsync("PutBinding", 200, await app.SendAsync("PUT", path, BindingsApp.Binding));
        await CheckAsync("PutBinding", 400, await app.SendAsync("PUT", path, "{}"));
        await CheckAsync("PutBinding", 412, await app.SendAsync("PUT", path, BindingsApp.Binding, headers: "If-None-Match: *"));
        await CheckAsync("GetBinding", 200, await app.SendAsync("GET", path));
        await CheckAsync("GetBinding", 304, await app.SendAsync("GET", path, headers: $"If-None-Match: {put.ETag}"));
        await CheckAsync("GetBinding", 404, await app.SendAsync("GET", path + "s"));
        await CheckAsync("ListIdentityBindings", 200, await app.SendAsync("GET", BindingsApp.Path(identity)));
        await CheckAsync("ListBindings", 200, await app.SendAsync("GET", account));
        await CheckAsync("WriteBindings", 200, await app.SendAsync("POST", $"{account}:batch", """{"operations":[{"delete":{"identity":"x","bindingId":"y"}},{}]}"""));
        await CheckAsync("DeleteIdentityBindings", 200, await app.SendAsync("DELETE", BindingsApp.Path(identity)));
        await CheckAsync("DeleteBinding", 404, await app.SendAsync("DELETE", path));

        await CheckAsync("GetHealth", 200, await app.SendAsync("GET", "health"));
        await CheckAsync("ListCalls", 200, await app.SendAsync("GET", "calls" + Query));
        await CheckAsync("ListCalls", 400, await app.SendAsync("GET", "calls"));
        await CheckAsync("GetCall", 404, await app.SendAsync("GET", "calls/CA0"));
        await CheckAsync("ListEvents", 200, await app.SendAsync("GET", "events" + Query));
        await CheckAsync("ListDeadLetters", 200, await app.SendAsync("GET", "dead-letters"));
        await CheckAsync("GetDeadLetter", 404, await app.SendAsync("GET", "dead-letters/none"));
        await CheckAsync("ReceiveEvents", 401, await app.SendAsync("POST", "twilio/events", "[]"));
        await CheckAsync("ReceiveCallNotification", 403, await app.SendAsync("POST", "twilio/call-notifications", "{}"));
    }

    [Fact]
    public async Task AnswersOfDeviceRoutes_AreThoseOfTheFile()
    {
        var token = BindingsApp.Token(identity);

        await CheckAsync("PutMyBinding", 201, await app.SendAsync("PUT", "me/bindings/phone", BindingsApp.Binding, token));
        await CheckAsync("GetMyBinding", 200, await app.SendAsync("GET", "me/bindings/phone", token: token));
        await CheckAsync("ListMyBindings", 200, await app.SendAsync("GET", "me/bindings", token: token));
        await CheckAsync("DeleteMyBinding", 204, await app.SendAsync("DELETE", "me/bindings/phone", token: token));
        await CheckAsync("ListMyBindings", 401, await app.SendAsync("GET", "me/bindings"));
        await CheckAsync("ListMyBindings", 403, await app.SendAsync("GET", "me/bindings", token: BindingsApp.Token("")));
        await CheckAsync("NegotiateWebPubSub", 404, await app.SendAsync("POST", "me/negotiate", "", token));
    }

    [Fact]
    public async Task LinesOfExportAndImport_AreThoseOfTheFile()
    {
        await app.SendAsync("PUT", BindingsApp.Path(identity, "phone"), BindingsApp.Binding);
        var account = $"accounts/{BindingsApp.AccountSid}/bindings";

        var exported = await app.SendAsync("GET", $"{account}:export");
        var imported = await app.SendAsync("POST", $"{account}:import", exported.Body + "{}");

        foreach (var line in exported.Lines)
        {
            Assert.Empty(await judge!.CheckAsync("/components/schemas/Binding", line));
            Assert.Empty(await judge.CheckAsync("/components/schemas/BindingInput", line));
        }
        foreach (var line in imported.Lines)
            Assert.Empty(await judge!.CheckAsync("/components/schemas/ImportedLine", line));
    }

    [Theory]
    [InlineData("""{"channel":"fcm","fcm":{"registrationToken":""}}""")]
    [InlineData("""{"channel":"fcm","apns":{}}""")]
    [InlineData("""{"channel":"apns","apns":{"deviceToken":"abc","bundleId":"com.example","environment":"production","pushType":"voip"}}""")]
    [InlineData("""{"channel":"webhook","webhook":{"url":"https://example.com"}}""")]
    [InlineData("""{"channel":"webpubsub","color":"red"}""")]
    public async Task WhatTheSchemaRefuses_TheAppRefuses(string body)
    {
        Assert.NotEmpty(await judge!.CheckAsync("/components/schemas/BindingInput", JsonElement.Parse(body)));
        Assert.Equal(400, (await app.SendAsync("PUT", BindingsApp.Path(identity, "phone"), body)).Status);
    }

    private async Task<AppAnswer> CheckAsync(string id, int status, AppAnswer answer)
    {
        Assert.Equal(status, answer.Status);
        var operation = OpenApiFile.Operations.Single(found => found.Id == id);
        Assert.True(operation.Responses.TryGetProperty($"{status}", out var named), $"{id} does not list {status}.");
        var response = OpenApiFile.Resolve(named);
        if (response.TryGetProperty("headers", out var headers))
            Assert.All(headers.EnumerateObject(), header => Assert.Contains(header.Name, answer.Headers));
        if (!response.TryGetProperty("content", out var content))
        {
            Assert.Empty(answer.Body);
            return answer;
        }

        var type = content.EnumerateObject().Single();
        Assert.StartsWith(type.Name, answer.Headers["Content-Type"], StringComparison.Ordinal);
        var pointer = type.Value.GetProperty("schema").GetProperty("$ref").GetString()!.TrimStart('#');
        Assert.Empty(await judge!.CheckAsync(pointer, answer.Json));
        return answer;
    }
}
