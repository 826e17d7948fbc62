using System.Text.RegularExpressions;
using Azure.Data.Tables;
using Azure.Storage.Queues;
using TwilioFunctions.Core.Calls;
using TwilioFunctions.Core.Messages;
using TwilioFunctions.Core.Storage;
using Xunit.Abstractions;

namespace TwilioFunctions.Core.Tests.Faults;

/// <summary>
/// Each storage request of each processor and writing API call is lost, loses its response, or is the last before or after which the
/// process dies; then the message comes again, or the client asks again. The tables must say the same as without a fault.
/// </summary>
[Collection(AzuriteTests.Name)]
public sealed partial class AfterAnyFaultTests(StorageFixture storage, ITestOutputHelper output)
{
    // What differs between two runs without a fault: times of the clock, and names that are made anew.
    private static readonly HashSet<string> Volatile =
    [
        "odata.etag", "Timestamp", "WriteId", "Body", "MessageId", "IndexKeys", "AttemptTime", "NextAttemptAt", "CreatedAt", "UpdatedAt", "ReplayedAt", "StartTime", "Time", "Form", "Json", "JsonBr00", "EventId",
    ];

    [Fact]
    public async Task AnyStorageRequestFails_TablesSayWhatHappened()
    {
        var failures = new List<string>();
        var cases = 0;
        foreach (var scenario in FaultScenario.All)
        {
            var expected = await RunAsync(scenario, 0, default);
            var before = failures.Count;
            foreach (var kind in Enum.GetValues<FaultKind>())
            {
                for (var number = 1; number <= expected.Requests; number++, cases++)
                {
                    if (await ProblemOfAsync(scenario, number, kind, expected) is { } problem)
                        failures.Add($"{scenario.Name}, request {number} of {expected.Requests}, {kind}: {problem}");
                }
            }
            output.WriteLine($"{scenario.Name}: {expected.Requests} requests, {4 * expected.Requests} cases, {failures.Count - before} wrong");
        }
        output.WriteLine($"{cases} cases, {failures.Count} wrong");
        failures.ForEach(output.WriteLine);
        Assert.Empty(failures);
    }

    private async Task<string?> ProblemOfAsync(FaultScenario scenario, int number, FaultKind kind, Outcome expected)
    {
        Outcome outcome;
        try
        {
            outcome = await RunAsync(scenario, number, kind);
        }
        catch (Exception ex)
        {
            return $"{ex.GetType().Name}: {ex.Message.Split('\n')[0]}";
        }
        var isEnd = kind is FaultKind.EndedBefore or FaultKind.EndedAfter;
        if (outcome.Inconsistency is { } inconsistency)
            return inconsistency;
        if (!isEnd && outcome.Said != expected.Said)
            return $"the API said '{outcome.Said}' instead of '{expected.Said}'";
        // A process that dies between the ring and its record can't know that it rang: the message rings again, under the same id.
        if (outcome.Rung > expected.Rung + (isEnd ? 1 : 0) || outcome.Rung < expected.Rung)
            return $"{outcome.Rung} rings instead of {expected.Rung}";
        if (scenario.Rings && isEnd)
            return null;
        var missing = expected.Rows.Except(outcome.Rows).ToList();
        var more = outcome.Rows.Except(expected.Rows).ToList();
        return missing.Count + more.Count == 0 ? null : $"missing {string.Join("; ", missing)}, too many {string.Join("; ", more)}";
    }

    private async Task<Outcome> RunAsync(FaultScenario scenario, int number, FaultKind kind)
    {
        var scene = new FaultScene(storage.ConnectionString);
        if (scenario.Arrange is { } arrange)
        {
            await using var undisturbed = scene.Start();
            await arrange(undisturbed, scene);
        }

        var policy = new FaultPolicy(number, kind);
        string? said = null;
        await using (var app = scene.Start(policy))
        {
            try
            {
                said = await scenario.Run(app, scene);
            }
            catch (Exception) when (policy.Ended)
            {
            }
        }
        if (policy.Ended)
        {
            // Later than anything that the dead process held.
            scene.Now += TimeSpan.FromMinutes(1);
            await using var again = scene.Start();
            if (scenario.Between is { } between)
                await between(again, scene);
            said = await scenario.Run(again, scene);
        }
        else if (scenario.Between is { } between)
        {
            await using var next = scene.Start();
            await between(next, scene);
        }
        if (scenario.Rings)
            await DispatchQueuedAsync(scene);
        return new Outcome(policy.Count, said!, scene.Rung.Count, await RowsAsync(scene), await InconsistencyAsync(scene));
    }

    /// <summary>Dispatches retries, and copies that came again, until there are none.</summary>
    private async Task DispatchQueuedAsync(FaultScene scene)
    {
        var queue = new QueueClient(storage.ConnectionString, QueueNames.CallNotifications, new QueueClientOptions { MessageEncoding = QueueMessageEncoding.Base64 });
        await queue.CreateIfNotExistsAsync();
        while ((await queue.GetPropertiesAsync()).Value.ApproximateMessagesCount > 0)
        {
            var messages = (await queue.ReceiveMessagesAsync(32)).Value;
            // At once, as two instances would.
            await Task.WhenAll(messages.Select(async message =>
            {
                await using var app = scene.Start();
                await app.DispatchAsync(Envelope.TryParse(message.MessageText)!);
                await queue.DeleteMessageAsync(message.MessageId, message.PopReceipt);
            }));
            if (messages.Length == 0)
                await Task.Delay(50);
            else
                scene.Now += TimeSpan.FromSeconds(1);
        }
    }

    /// <summary>What the rows say, with the case's own SIDs and hashes taken out.</summary>
    private async Task<IReadOnlyList<string>> RowsAsync(FaultScene scene)
    {
        string[] partitions = [scene.CallSid, scene.OtherCallSid, scene.Sid("CF"), scene.Sid("KI"), scene.Sid("RE")];
        var account = scene.AccountSid;
        var rows = new List<TableEntity>();
        foreach (var partition in partitions)
            rows.AddRange(await scene.RowsAsync(TableNames.Calls, $"PartitionKey eq '{partition}' and (RowKey lt 'claim|' or RowKey gt 'claim}}')"));
        rows.AddRange(await scene.RowsAsync(TableNames.CallIndex, $"PartitionKey ge '{account}' and PartitionKey lt '{account}~'"));
        rows.AddRange(await scene.RowsAsync(TableNames.Events, $"PartitionKey ge '{account}' and PartitionKey lt '{account}~'"));
        rows.AddRange(await scene.RowsAsync(TableNames.ClientBindings, $"AccountSid eq '{account}'"));
        rows.AddRange(await scene.RowsAsync(TableNames.DeadLetters, $"AccountSid eq '{account}'"));
        return [.. rows.Select(row => TextOf(row, scene)).Order(StringComparer.Ordinal)];
    }

    private static string TextOf(TableEntity row, FaultScene scene)
    {
        var columns = row.Where(column => !Volatile.Contains(column.Key) && column.Value is not null).OrderBy(column => column.Key, StringComparer.Ordinal);
        var text = string.Join(", ", columns.Select(column => $"{column.Key}={column.Value}"));
        text = text.Replace(scene.CallSid[2..], "S", StringComparison.Ordinal).Replace(scene.OtherCallSid[2..], "R", StringComparison.Ordinal).Replace(scene.Sid("")[1..], "S", StringComparison.Ordinal);
        return Hash().Replace(text, "#");
    }

    /// <summary>Null if each call is listed once, at its place, with what its story says.</summary>
    private static async Task<string?> InconsistencyAsync(FaultScene scene)
    {
        await using var app = scene.Start();
        foreach (var callSid in (string[])[scene.CallSid, scene.OtherCallSid])
        {
            var record = await app.Get<CallStore>().FindAsync(callSid, CancellationToken.None);
            var entries = await scene.RowsAsync(TableNames.CallIndex, $"CallSid eq '{callSid}'");
            if (entries.Count != (record is null ? 0 : 1))
                return $"the call is listed {entries.Count} times";
            if (record is null)
                continue;
            var story = CallStory.Of(record);
            var entry = CallListingColumns.Read(entries[0]);
            if ((entry.State, entry.From, entry.To, entry.StartTime, entry.EndTime, entry.Stage) != (story.State, story.From, story.To, story.StartTime, story.EndTime, story.Summary?.Stage))
                return $"the list says {entry}, the story {story with { Timeline = [], Parties = [] }}";
            if (CallIndexKey.Of(entry) != CallIndexKey.Of(entries[0]))
                return "the call is listed at another place than its start says";
        }
        return null;
    }

    private sealed record Outcome(int Requests, string Said, int Rung, IReadOnlyList<string> Rows, string? Inconsistency);

    [GeneratedRegex("[0-9a-f]{16}|-[0-9a-f]{8}|[0-9A-F]{8}")]
    private static partial Regex Hash();
}
