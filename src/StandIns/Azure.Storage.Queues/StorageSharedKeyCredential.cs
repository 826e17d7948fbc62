using System.Security.Cryptography;
using System.Text;

namespace Azure.Storage;

/// <summary>The account's name and key. The real one comes with the package Azure.Storage.Common.</summary>
public class StorageSharedKeyCredential
{
    private byte[] key;

    public StorageSharedKeyCredential(string accountName, string accountKey)
    {
        AccountName = accountName;
        key = Convert.FromBase64String(accountKey);
    }

    public string AccountName { get; }

    public void SetAccountKey(string accountKey) => Volatile.Write(ref key, Convert.FromBase64String(accountKey));

    internal string Sign(string message) =>
        Convert.ToBase64String(HMACSHA256.HashData(Volatile.Read(ref key), Encoding.UTF8.GetBytes(message)));
}
