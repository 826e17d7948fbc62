using System.Globalization;
using System.Xml.Linq;
using Azure.Core;
using Azure.Storage.Queues.Models;

namespace Azure.Storage.Queues.Rest;

/// <summary>The account's queues, page by page. https://learn.microsoft.com/rest/api/storageservices/list-queues1</summary>
internal sealed class QueuePages(QueueRestClient rest, Uri service, QueueTraits traits, string? prefix, CancellationToken cancellationToken)
    : AsyncPageable<QueueItem>(cancellationToken)
{
    public override async IAsyncEnumerable<Page<QueueItem>> AsPages(string? continuationToken = null, int? pageSizeHint = null)
    {
        var marker = continuationToken;
        do
        {
            var page = await GetPageAsync(marker, pageSizeHint);
            yield return page;
            marker = page.ContinuationToken;
        }
        while (marker is not null);
    }

    private async Task<Page<QueueItem>> GetPageAsync(string? marker, int? pageSize)
    {
        using var message = rest.CreateMessage(
            RequestMethod.Get,
            service,
            ("comp", "list"),
            ("prefix", prefix),
            ("marker", marker),
            ("maxresults", pageSize?.ToString(CultureInfo.InvariantCulture)),
            ("include", traits.HasFlag(QueueTraits.Metadata) ? "metadata" : null));
        var response = await rest.SendAsync(message, 200, CancellationToken);

        var list = XDocument.Load(response.Content.ToStream()).Root!;
        var queues = list.Element("Queues")?.Elements("Queue").Select(ReadQueue) ?? [];
        var next = list.Element("NextMarker")?.Value;
        return Page<QueueItem>.FromValues([.. queues], string.IsNullOrEmpty(next) ? null : next, response);
    }

    private static QueueItem ReadQueue(XElement queue) =>
        new(
            queue.Element("Name")!.Value,
            (queue.Element("Metadata")?.Elements() ?? []).ToDictionary(
                element => element.Name.LocalName, element => element.Value, StringComparer.OrdinalIgnoreCase));
}
