using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

// Plays the function app and its host for the tests of `up`. The environment variable SMALL_APP chooses how it fails.
var mode = Environment.GetEnvironmentVariable("SMALL_APP");
if (mode == "crash-at-start")
{
    Console.WriteLine("no settings, no start");
    return 3;
}

var builder = WebApplication.CreateBuilder();
builder.Logging.ClearProviders();
var app = builder.Build();
app.Urls.Add($"http://localhost:{args[^1]}");
var calls = new ConcurrentDictionary<string, object>();
var asked = 0;

app.MapGet("/api/health", () => Interlocked.Increment(ref asked) > 2
    ? Results.Json(new { status = "healthy", checks = Array.Empty<object>() })
    : Results.Json(new { status = "unhealthy", checks = new[] { new { name = "tables", status = "unhealthy", detail = "cannot be reached" } } }, statusCode: 503));

app.MapPost("/api/twilio/events", async (JsonElement events) =>
{
    if (mode == "crash-at-webhook")
        Environment.Exit(4);
    if (mode == "refuse")
        return Results.StatusCode(401);
    var type = events[0].GetProperty("type").GetString()!;
    var data = events[0].GetProperty("data");
    var summary = data.ValueKind == JsonValueKind.String ? JsonElement.Parse(data.GetString()!) : data;
    Console.WriteLine($"[2026-11-21T12:00:00.000Z] info Function.ReceiveEvents.User: Event Streams: {type}");
    Console.WriteLine("[2026-11-21T12:00:00.000Z] info Function.ReceiveEvents: Executed 'Functions.ReceiveEvents' (Succeeded, Id=1, Duration=1ms)");
    await Task.Yield();
    if (type.EndsWith(".complete", StringComparison.Ordinal))
    {
        calls[summary.GetProperty("call_sid").GetString()!] = new
        {
            callSid = summary.GetProperty("call_sid").GetString(),
            state = summary.GetProperty("call_state").GetString(),
            startTime = summary.GetProperty("start_time").GetString(),
            duration = summary.GetProperty("duration").GetInt32(),
            tags = summary.GetProperty("tags"),
            stage = "complete",
        };
    }

    return Results.Ok();
});

app.MapMethods("/api/twilio/voice/{webhook}", ["GET", "POST"], (string webhook) => webhook == "incoming" ? Results.Content("<Response/>", "application/xml") : Results.NoContent());
app.MapPost("/api/twilio/proxy/{webhook}", (string webhook) => webhook == "intercept" ? Results.StatusCode(403) : Results.NoContent());

JsonElement hook = default;
const string Binding = "/api/accounts/{accountSid}/identities/bob/bindings/{bindingId}";
app.MapPut(Binding, (JsonElement binding) =>
{
    hook = binding.GetProperty("webhook");
    return Results.Json(binding, statusCode: 201);
});
app.MapDelete(Binding, () =>
{
    Console.WriteLine("The binding was deleted.");
    return Results.NoContent();
});
app.MapPost("/api/twilio/call-notifications", async (HttpRequest request) =>
{
    if (hook.ValueKind == JsonValueKind.Undefined)
        return Results.Problem("No device is bound to this identity.", statusCode: 404);
    using var body = new MemoryStream();
    await request.Body.CopyToAsync(body);
    var timestamp = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
    var key = Convert.FromBase64String(hook.GetProperty("secret").GetString()!["whsec_".Length..]);
    byte[] signed = [.. Encoding.UTF8.GetBytes($"WB1.{timestamp}."), .. body.ToArray()];
    var signature = HMACSHA256.HashData(key, signed);
    if (mode == "forge")
        signature[0]++;
    using var http = new HttpClient();
    using var notification = new HttpRequestMessage(HttpMethod.Post, hook.GetProperty("url").GetString()) { Content = new ByteArrayContent(body.ToArray()) };
    notification.Headers.Add("webhook-id", "WB1");
    notification.Headers.Add("webhook-timestamp", $"{timestamp}");
    notification.Headers.Add("webhook-signature", $"v1,{Convert.ToBase64String(signature)}");
    using var delivered = await http.SendAsync(notification);
    return Results.Ok();
});

app.MapGet("/api/calls", (string? continuationToken) =>
{
    var page = int.Parse(continuationToken ?? "0");
    var rest = calls.Values.Skip(page * 7).ToArray();
    return new { calls = rest.Take(7), continuationToken = rest.Length > 7 ? $"{page + 1}" : null };
});

Console.WriteLine($"AzureWebJobsStorage is {Environment.GetEnvironmentVariable("AzureWebJobsStorage")}");
Console.WriteLine($"Allowed origins: {string.Join(' ', Environment.GetEnvironmentVariables().Keys.Cast<string>().Where(name => name.StartsWith("Channels__Webhook__AllowedOrigins__", StringComparison.Ordinal)))}");
Console.WriteLine($"Started as {Environment.GetEnvironmentVariable("STARTED_AS") ?? "local host"}, process {Environment.ProcessId}");
app.Run();
Console.WriteLine("The app has drained.");
return 0;
