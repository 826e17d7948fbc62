using System.Globalization;
using System.Web;
using Azure.Core;
using Azure.Core.Pipeline;

namespace Azure.Data.Tables.Authentication;

/// <summary>
/// Signs each try anew, because the service refuses dates older than 15 minutes.
/// Source: https://learn.microsoft.com/rest/api/storageservices/authorize-with-shared-key#table-service-shared-key-lite-authorization
/// </summary>
internal sealed class SharedKeyPolicy(TableSharedKeyCredential credential) : HttpPipelineSynchronousPolicy
{
    public override void OnSendingRequest(HttpMessage message)
    {
        var date = DateTimeOffset.UtcNow.ToString("R", CultureInfo.InvariantCulture);
        var signature = credential.Sign($"{date}\n{CanonicalizedResource(message.Request.Uri.ToUri())}");
        message.Request.Headers.SetValue("x-ms-date", date);
        message.Request.Headers.SetValue("Authorization", $"SharedKeyLite {credential.AccountName}:{signature}");
    }

    // With path-style addresses the account comes twice: once by this rule, once as the first segment of the path.
    private string CanonicalizedResource(Uri address)
    {
        var component = HttpUtility.ParseQueryString(address.Query)["comp"];
        return $"/{credential.AccountName}{address.AbsolutePath}{(component is null ? "" : $"?comp={component}")}";
    }
}
