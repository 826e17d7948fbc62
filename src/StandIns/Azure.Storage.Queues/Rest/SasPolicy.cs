using Azure.Core;
using Azure.Core.Pipeline;

namespace Azure.Storage.Queues.Rest;

/// <summary>Adds the shared access signature to each try, the one that the credential holds by then.</summary>
internal sealed class SasPolicy(AzureSasCredential credential) : HttpPipelineSynchronousPolicy
{
    public override void OnSendingRequest(HttpMessage message)
    {
        var query = UnsignedQuery(message);
        var signature = credential.Signature.TrimStart('?');
        message.Request.Uri.Query = query.Length == 0 ? $"?{signature}" : $"{query}&{signature}";
    }

    /// <summary>The query before the first try, so that a retry does not carry two signatures.</summary>
    private static string UnsignedQuery(HttpMessage message)
    {
        if (message.TryGetProperty(typeof(SasPolicy), out var unsigned))
            return (string)unsigned!;
        message.SetProperty(typeof(SasPolicy), message.Request.Uri.Query);
        return message.Request.Uri.Query;
    }
}
