using System.Security.Cryptography;
using System.Text.Json;
using TwilioFunctions.Core.Json;

namespace TwilioFunctions.Core.Channels.Fcm;

/// <summary>The key file of a service account: https://cloud.google.com/iam/docs/keys-create-delete#creating.</summary>
internal sealed record FcmServiceAccount(string ProjectId, string ClientEmail, string? PrivateKeyId, RSA PrivateKey, string TokenUri) : IDisposable
{
    private const string DefaultTokenUri = "https://oauth2.googleapis.com/token";

    /// <summary>Reads it; where it is of no use, null and the end of a sentence that says why.</summary>
    public static FcmServiceAccount? Read(string text, out string? problem)
    {
        if (Parse(text) is not { ValueKind: JsonValueKind.Object } json)
        {
            problem = "is not JSON: give the whole text of the service account's key file.";
            return null;
        }

        string[] required = ["project_id", "client_email", "private_key"];
        if (required.FirstOrDefault(name => json.Member(name).Text() is null) is { } missing)
        {
            problem = $"has no {missing}: give the whole text of the service account's key file.";
            return null;
        }

        var tokenUri = json.Member("token_uri").Text() ?? DefaultTokenUri;
        if (ServiceEndpoint.Problem("token_uri", tokenUri) is { } wrong)
        {
            problem = $"cannot be used: {wrong}";
            return null;
        }

        if (ReadKey(json.Member("private_key").Text()!) is not { } key)
        {
            problem = "has a private_key that cannot be read: give the text of the key file as it was downloaded.";
            return null;
        }

        problem = null;
        return new(json.Member("project_id").Text()!, json.Member("client_email").Text()!, json.Member("private_key_id").Text(), key, tokenUri);
    }

    public void Dispose() => PrivateKey.Dispose();

    private static JsonElement? Parse(string text)
    {
        try
        {
            return JsonElement.Parse(text);
        }
        catch (Exception unreadable) when (unreadable is JsonException or ArgumentException)
        {
            return null;
        }
    }

    private static RSA? ReadKey(string pem)
    {
        var key = RSA.Create();
        try
        {
            key.ImportFromPem(pem);
            // Only a private key signs.
            key.SignData([], HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
            return key;
        }
        catch (Exception unreadable) when (unreadable is CryptographicException or ArgumentException)
        {
            key.Dispose();
            return null;
        }
    }
}
