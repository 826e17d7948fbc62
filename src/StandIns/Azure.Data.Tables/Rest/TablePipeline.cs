using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Data.Tables.Authentication;

namespace Azure.Data.Tables.Rest;

/// <summary>
/// Builds the pipeline for each kind of credential. What authorises comes after the retries, so that each try is authorised anew.
/// </summary>
internal static class TablePipeline
{
    private const string StorageScope = "https://storage.azure.com/.default";

    public static TableTransport Create(Uri endpoint, TableSharedKeyCredential credential, TableClientOptions? options)
    {
        ArgumentNullException.ThrowIfNull(credential);
        return Create(endpoint, new SharedKeyPolicy(credential), options);
    }

    public static TableTransport Create(Uri endpoint, AzureSasCredential credential, TableClientOptions? options)
    {
        ArgumentNullException.ThrowIfNull(credential);
        return Create(endpoint, new SharedAccessSignaturePolicy(credential), options);
    }

    public static TableTransport Create(Uri endpoint, TokenCredential credential, TableClientOptions? options)
    {
        ArgumentNullException.ThrowIfNull(credential);
        return Create(endpoint, new BearerTokenAuthenticationPolicy(credential, StorageScope), options);
    }

    private static TableTransport Create(Uri endpoint, HttpPipelinePolicy authentication, TableClientOptions? options)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        options ??= new TableClientOptions();
        var pipeline = HttpPipelineBuilder.Build(new HttpPipelineOptions(options)
        {
            PerRetryPolicies = { authentication },
            RequestFailedDetailsParser = TableErrorParser.Instance,
        });
        return new TableTransport(new Uri(endpoint.GetLeftPart(UriPartial.Path)), pipeline, options.VersionText);
    }
}
