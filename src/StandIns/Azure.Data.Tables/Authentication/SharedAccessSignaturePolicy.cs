using Azure.Core;
using Azure.Core.Pipeline;

namespace Azure.Data.Tables.Authentication;

/// <summary>
/// Adds the signature to the query of each try, as it is by then: <see cref="AzureSasCredential.Update"/> may have renewed it.
/// </summary>
internal sealed class SharedAccessSignaturePolicy(AzureSasCredential credential) : HttpPipelineSynchronousPolicy
{
    public override void OnSendingRequest(HttpMessage message)
    {
        var query = UnsignedQuery(message);
        var signature = credential.Signature.TrimStart('?');
        message.Request.Uri.Query = query.Length == 0 ? signature : $"{query}&{signature}";
    }

    private static string UnsignedQuery(HttpMessage message)
    {
        if (message.TryGetProperty(typeof(SharedAccessSignaturePolicy), out var kept))
            return (string)kept!;
        var query = message.Request.Uri.Query.TrimStart('?');
        message.SetProperty(typeof(SharedAccessSignaturePolicy), query);
        return query;
    }
}
