using System.Security.Cryptography;
using System.Text.Json.Serialization;
using TwilioFunctions.Contracts;

namespace TwilioFunctions.Cli.Bindings.Import;

/// <summary>Imports a file part by part, and goes on after the last part that was acknowledged.</summary>
internal sealed class BindingsImporter(BindingsApi api, string path)
{
    private readonly ProgressFile<ImportProgress> file = new($"{path}.progress", BindingsJson.Default.ImportProgress);
    private readonly PartSender sender = new(api);

    /// <summary>The lines that could not be imported.</summary>
    public FailedLines Failures { get; } = new($"{path}.failed.ndjson");

    /// <param name="onProgress">Told what is done: first by the runs before, then after each part.</param>
    /// <param name="cancellationToken">Interrupts it: the next run goes on.</param>
    /// <exception cref="CommandFailedException">The input was changed since it was interrupted, or the app refuses.</exception>
    public async Task<ImportProgress> ImportAsync(Action<ImportProgress> onProgress, CancellationToken cancellationToken)
    {
        await using var input = File.OpenRead(path);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var progress = await BeginAsync(input, hash, cancellationToken);
        Failures.CutTo(progress.FailedBytes);
        onProgress(progress);

        var parts = new NdjsonParts(input, progress.Lines);
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var part = await parts.ReadAsync(cancellationToken);
            if (part.Count == 0)
                break;
            progress = Count(progress, part, await sender.SendAsync(part, cancellationToken), hash);
            file.Write(progress);
            onProgress(progress);
        }

        file.Delete();
        return progress;
    }

    private async Task<ImportProgress> BeginAsync(FileStream input, IncrementalHash hash, CancellationToken cancellationToken)
    {
        var beginning = new ImportProgress { Url = api.App.AbsoluteUri, AccountSid = api.AccountSid, Length = input.Length };
        if (await file.ReadAsync(cancellationToken) is not { } progress)
            return beginning;
        if ((progress.Url, progress.AccountSid) != (beginning.Url, beginning.AccountSid))
            throw Another($"was being imported into {progress.AccountSid} at {progress.Url}");
        if (progress.Length != input.Length || !await HashAsync(input, progress.Offset, hash, cancellationToken) || Hex(hash) != progress.Sha256)
            throw Another("was changed since its import was interrupted");
        return progress;
    }

    private CommandFailedException Another(string what) =>
        new($"{path} {what}: go on with that, or delete {file.Path} to begin from the start, which replaces what was imported already.");

    private ImportProgress Count(
        ImportProgress progress,
        IReadOnlyList<ImportLine> part,
        IReadOnlyList<(ImportLine Line, ImportedLineResponse Result)> outcomes,
        IncrementalHash hash)
    {
        var failures = outcomes.Where(outcome => !outcome.Result.IsDone()).OrderBy(outcome => outcome.Line.Number).ToArray();
        if (failures.Length > 0)
            Failures.Append(failures.Select(failure => (failure.Line, failure.Result.Reason())));
        foreach (var line in part)
            hash.AppendData(line.Bytes.Span);

        var created = outcomes.Count(outcome => outcome.Result.IsCreated());
        return progress with
        {
            Offset = progress.Offset + part.Sum(line => (long)line.Bytes.Length),
            Sha256 = Hex(hash),
            Lines = progress.Lines + part.Count,
            Created = progress.Created + created,
            Replaced = progress.Replaced + outcomes.Count - created - failures.Length,
            Failed = progress.Failed + failures.Length,
            FailedBytes = Failures.Length,
        };
    }

    private static string Hex(IncrementalHash hash) => Convert.ToHexStringLower(hash.GetCurrentHash());

    /// <summary>Takes up what is done already, and leaves the file where the rest begins; false when the file is shorter.</summary>
    private static async Task<bool> HashAsync(FileStream input, long length, IncrementalHash hash, CancellationToken cancellationToken)
    {
        var buffer = new byte[64 * 1024];
        while (length > 0)
        {
            var read = await input.ReadAsync(buffer.AsMemory(0, (int)Math.Min(buffer.Length, length)), cancellationToken);
            if (read == 0)
                return false;
            hash.AppendData(buffer.AsSpan(0, read));
            length -= read;
        }

        return true;
    }
}

/// <summary>The progress of an import: the app acknowledged everything before <see cref="Offset"/>.</summary>
internal sealed record ImportProgress
{
    /// <summary>The app.</summary>
    public required string Url { get; init; }

    /// <summary>The account.</summary>
    public required string AccountSid { get; init; }

    /// <summary>The input's length.</summary>
    public required long Length { get; init; }

    /// <summary>How many bytes of the input are done.</summary>
    public long Offset { get; init; }

    /// <summary>The SHA-256 of those bytes: a file that was changed there is another file.</summary>
    public string Sha256 { get; init; } = "";

    /// <summary>How many lines are done.</summary>
    public long Lines { get; init; }

    public long Created { get; init; }

    public long Replaced { get; init; }

    public long Failed { get; init; }

    /// <summary>How long the file of failed lines was then.</summary>
    public long FailedBytes { get; init; }

    [JsonIgnore]
    public long Imported => Created + Replaced;
}
