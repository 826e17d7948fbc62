using System.Text;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Specialized;
using Microsoft.Azure.WebJobs.Extensions.Timers;
using Microsoft.Azure.WebJobs.Host.Executors;
using Microsoft.Azure.WebJobs.Host.Storage;
using Newtonsoft.Json;

namespace TwilioFunctions.LocalHost.Jobs;

/// <summary>
/// Stores the last run of a timer in the blob that the host in Azure uses. The SDK's own class isn't taken: version 3.0.6 of the timers
/// extension needs a type that version 5 of Host.Storage doesn't have any more.
/// </summary>
internal sealed class BlobScheduleMonitor(IHostIdProvider hostId, IAzureBlobStorageProvider storage) : ScheduleMonitor
{
    public override async Task<ScheduleStatus> GetStatusAsync(string timerName)
    {
        try
        {
            var blob = await BlobAsync(timerName);
            var content = await blob.DownloadContentAsync();
            return JsonConvert.DeserializeObject<ScheduleStatus>(content.Value.Content.ToString())!;
        }
        catch (RequestFailedException ex) when (ex.Status == 404)
        {
            // The SDK takes null for a timer that has never run.
            return null!;
        }
    }

    public override async Task UpdateStatusAsync(string timerName, ScheduleStatus status)
    {
        var blob = await BlobAsync(timerName);
        await blob.GetParentBlobContainerClient().CreateIfNotExistsAsync();
        await blob.UploadAsync(BinaryData.FromBytes(Encoding.UTF8.GetBytes(JsonConvert.SerializeObject(status))), overwrite: true);
    }

    private async Task<BlobClient> BlobAsync(string timerName) =>
        storage.TryCreateHostingBlobContainerClient(out var container)
            ? container.GetBlobClient($"timers/{await hostId.GetHostIdAsync(CancellationToken.None)}/{timerName}/status")
            : throw new LocalHostException("Timers need the storage account that AzureWebJobsStorage names.");
}
