using System.Security.Cryptography;
using System.Text.Json;

namespace TwilioFunctions.Core.Tests.Channels.Fcm;

/// <summary>Key files as Google writes them.</summary>
internal static class ServiceAccounts
{
    public const string Email = "push@project-1.iam.gserviceaccount.com";

    public static string Json(RSA key, string tokenUri = "https://oauth2.googleapis.com/token") => JsonSerializer.Serialize(new
    {
        type = "service_account",
        project_id = "project-1",
        private_key_id = "0123456789abcdef",
        private_key = key.ExportPkcs8PrivateKeyPem(),
        client_email = Email,
        client_id = "100000000000000000001",
        auth_uri = "https://accounts.google.com/o/oauth2/auth",
        token_uri = tokenUri,
    });
}
