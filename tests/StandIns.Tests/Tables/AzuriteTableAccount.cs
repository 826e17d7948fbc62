using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Web;

namespace StandIns.Tests.Tables;

/// <summary>Azurite's account, and signatures as its owner gives them away.</summary>
internal sealed class AzuriteTableAccount(string connectionString)
{
    public const string Name = "devstoreaccount1";
    public const string Key = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    private const string Setting = "TableEndpoint=";

    public Uri Endpoint { get; } = new(connectionString
        .Split(';')
        .Single(setting => setting.StartsWith(Setting, StringComparison.Ordinal))[Setting.Length..]);

    public Uri Table(string name) => new($"{Endpoint}/{name}");

    /// <summary>An account SAS for all that tables allow. https://learn.microsoft.com/rest/api/storageservices/create-account-sas</summary>
    public static string Signature()
    {
        const string Version = "2021-12-02";
        var expiry = DateTimeOffset.UtcNow.AddHours(1).ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
        var text = $"{Name}\nrwdlacu\nt\nsco\n\n{expiry}\n\nhttps,http\n{Version}\n\n";
        var signature = Convert.ToBase64String(HMACSHA256.HashData(Convert.FromBase64String(Key), Encoding.UTF8.GetBytes(text)));
        return $"sv={Version}&ss=t&srt=sco&sp=rwdlacu&se={HttpUtility.UrlEncode(expiry)}&spr=https,http" +
            $"&sig={HttpUtility.UrlEncode(signature)}";
    }
}
