using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Web;

namespace StandIns.Tests.Queues;

/// <summary>Azurite's account, and signatures as its owner gives them away.</summary>
internal sealed class AzuriteAccount(string connectionString)
{
    public const string Name = "devstoreaccount1";
    public const string Key = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    public Uri QueueEndpoint { get; } = new(
        connectionString.Split(';').Select(setting => setting.Split('=', 2)).Single(setting => setting[0] == "QueueEndpoint")[1]);

    public Uri Queue(string name) => new($"{QueueEndpoint}/{name}");

    /// <summary>An account SAS for all that queues allow. https://learn.microsoft.com/rest/api/storageservices/create-account-sas</summary>
    public string Signature()
    {
        const string Version = "2021-12-02";
        var expiry = DateTimeOffset.UtcNow.AddHours(1).ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
        var text = $"{Name}\nrwdlacup\nq\nsco\n\n{expiry}\n\nhttps,http\n{Version}\n\n";
        var signature = Convert.ToBase64String(HMACSHA256.HashData(Convert.FromBase64String(Key), Encoding.UTF8.GetBytes(text)));
        return $"sv={Version}&ss=q&srt=sco&sp=rwdlacup&se={HttpUtility.UrlEncode(expiry)}&spr=https,http&sig=" +
            HttpUtility.UrlEncode(signature);
    }
}
