using System.Security.Cryptography;

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
        IReadOnlyList<(ImportLine Line, ImportAnswerLine Answer)> outcomes,
        IncrementalHash hash)
    {
        var failures = outcomes.Where(outcome => !outcome.Answer.IsDone).OrderBy(outcome => outcome.Line.Number).ToArray();
        if (failures.Length > 0)
            Failures.Append(failures.Select(failure => (failure.Line, failure.Answer.Reason)));
        foreach (var line in part)
            hash.AppendData(line.Bytes.Span);

        var created = outcomes.Count(outcome => outcome.Answer.IsCreated);
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
