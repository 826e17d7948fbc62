using System.Net;
using System.Net.Http.Headers;
using System.Text;
using TwilioFunctions.Azurite;
using TwilioFunctions.Testing;

namespace TwilioFunctions.Cli.Tests.Up;

public sealed class WholeAppTests
{
    [Fact]
    public async Task FreshClone_EndsInATableOfCallsAndTakesWhatTwilioSigns()
    {
        using var clone = new WholeCheckout();
        await using var node = await NodeTwilio.StartAsync();
        var port = AzuritePorts.Free().Blob;
        // Not every machine has func; the local host is in every checkout.
        await using var up = CliProcess.Start(clone.Root, new Dictionary<string, string?>(), "up", "--demo", "--host", "local", "--port", $"{port}");

        await up.WaitForAsync("Ready. Press Ctrl+C to stop.");

        Assert.Equal(20, CallRows.Count(up.Output));
        Assert.Matches(NotificationLines.Arrived, up.Output);
        var sample = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "payloads", "call-summary-predicted-complete.json"));
        Assert.Equal(HttpStatusCode.OK, await SendAsync(node, port, sample, sample));
        Assert.Equal(HttpStatusCode.Unauthorized, await SendAsync(node, port, sample, sample.Replace("canceled", "answered", StringComparison.Ordinal)));
        up.Terminate();
        Assert.Equal(0, await up.ExitAsync());
    }

    private static async Task<HttpStatusCode> SendAsync(NodeTwilio node, int port, string signedBody, string sentBody)
    {
        var signature = await node.SignAsync($"http://localhost:{port}/api/twilio/events", null, signedBody, "local-development-auth-token");
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, signature.Url)
        {
            Content = new StringContent(sentBody, Encoding.UTF8, new MediaTypeHeaderValue("application/json")),
        };
        request.Headers.Add("X-Twilio-Signature", signature.Signature);
        using var response = await http.SendAsync(request);
        return response.StatusCode;
    }
}
