using System.Security.Cryptography;
using TwilioFunctions.Azurite;
using TwilioFunctions.Testing;
using TwilioFunctions.Tests.Hosting;

namespace TwilioFunctions.Tests.Proxy;

/// <summary>
/// An app with a policy, and two in which everything of ours fails: storage is away, and the token of a second account cannot be read.
/// They differ in what becomes of interactions then.
/// </summary>
public sealed class ProxyApp : IAsyncLifetime
{
    public const string BlockedParticipant = "KP00000000000000000000000000000bad";
    public const string OtherAccountSid = "AC00000000000000000000000000000001";
    public const string Message = "Nobody is there.";

    private const string StorageAway = "DefaultEndpointsProtocol=http;AccountName=a;AccountKey=YQ==;QueueEndpoint=http://127.0.0.1:1/a;TableEndpoint=http://127.0.0.1:1/a";

    private readonly AzuriteFixture azurite = new();
    private AppProcess? sound;
    private AppProcess? broken;
    private AppProcess? brokenAndBlocking;
    private NodeTwilio? twilio;

    internal AppProcess Sound => sound!;

    internal AppProcess Broken => broken!;

    internal AppProcess BrokenAndBlocking => brokenAndBlocking!;

    internal string ConnectionString => azurite.ConnectionString;

    internal HttpClient Client { get; } = new();

    public async Task InitializeAsync()
    {
        await azurite.InitializeAsync();
        twilio = await NodeTwilio.StartAsync();
        var settings = new Dictionary<string, string>
        {
            ["Proxy__BlockedParticipants__0"] = BlockedParticipant,
            ["Proxy__OutOfSession__Message"] = Message,
        };
        sound = await AppProcess.StartAsync(ConnectionString, settings);
        settings["Twilio__Accounts__1__AccountSid"] = OtherAccountSid;
        settings["Twilio__Accounts__1__AuthToken"] = "@Microsoft.KeyVault(SecretUri=https://example.vault.azure.net/secrets/token)";
        broken = AppProcess.Start(StorageAway, settings, PortReservation.Next()).App;
        settings["Proxy__OnPolicyFailure"] = "Block";
        brokenAndBlocking = AppProcess.Start(StorageAway, settings, PortReservation.Next()).App;
    }

    public async Task DisposeAsync()
    {
        Client.Dispose();
        foreach (var disposable in (IAsyncDisposable?[])[sound, broken, brokenAndBlocking, twilio])
        {
            if (disposable is not null)
                await disposable.DisposeAsync();
        }
        await azurite.DisposeAsync();
    }

    internal static string NewSid(string prefix) => prefix + RandomNumberGenerator.GetHexString(32, lowercase: true);

    /// <summary>Posts a form, signed by Twilio's npm package; waits for an app that has only just been started.</summary>
    internal async Task<HttpResponseMessage> PostAsync(string path, IReadOnlyList<(string Name, string Value)> form, AppProcess? to = null, string authToken = AppProcess.AuthToken)
    {
        var url = (to ?? Sound).BaseUrl + path;
        var parameters = form.Select(parameter => KeyValuePair.Create(parameter.Name, parameter.Value)).ToList();
        var signed = await twilio!.SignAsync(url, parameters, null, authToken);
        return await Eventually.AnswerAsync(async () =>
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = new FormUrlEncodedContent(parameters) };
            request.Headers.TryAddWithoutValidation("X-Twilio-Signature", signed.Signature);
            return await Client.SendAsync(request);
        });
    }
}

/// <summary>The tests that share it.</summary>
[CollectionDefinition(Name)]
public sealed class ProxyAppTests : ICollectionFixture<ProxyApp>
{
    public const string Name = "Proxy app";
}
