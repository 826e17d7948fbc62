namespace TwilioFunctions.Cli.Bindings.Export;

/// <summary>Writes the bindings of an account to a file, page by page, and goes on where it was interrupted.</summary>
internal sealed class BindingsExporter(BindingsApi api, string? channel)
{
    private const int PageSize = 1_000;

    /// <summary>Page by page to a stream that cannot be gone on with.</summary>
    public async Task<long> ExportAsync(Stream output, CancellationToken cancellationToken)
    {
        var bindings = 0L;
        string? continuation = null;
        do
        {
            var page = await api.ExportAsync(channel, PageSize, continuation, cancellationToken);
            await output.WriteAsync(page.Ndjson, cancellationToken);
            bindings += page.Bindings;
            continuation = page.ContinuationToken;
        }
        while (continuation is not null);
        await output.FlushAsync(cancellationToken);
        return bindings;
    }

    /// <summary>To <c>&lt;file&gt;.partial</c>, which takes the file's name when it is whole.</summary>
    /// <param name="path">The file.</param>
    /// <param name="onProgress">Told how many bindings there are by now, first of all those of the runs before.</param>
    /// <param name="cancellationToken">Interrupts it: the next run goes on.</param>
    /// <exception cref="CommandFailedException">What was interrupted was another export.</exception>
    public async Task<long> ExportAsync(string path, Action<long> onProgress, CancellationToken cancellationToken)
    {
        var partial = $"{path}.partial";
        var file = new ProgressFile<ExportProgress>($"{path}.progress", BindingsJson.Default.ExportProgress);
        var progress = await BeginAsync(file, partial, cancellationToken);
        await using (var output = Open(partial))
        {
            // A page that was written but not noted is read again.
            output.SetLength(progress.Bytes);
            output.Seek(0, SeekOrigin.End);
            bool isLast;
            do
            {
                onProgress(progress.Bindings);
                var page = await api.ExportAsync(channel, PageSize, progress.ContinuationToken, cancellationToken);
                await output.WriteAsync(page.Ndjson, CancellationToken.None);
                output.Flush(flushToDisk: true);
                isLast = page.ContinuationToken is null;
                progress = progress with
                {
                    Bytes = output.Length,
                    Bindings = progress.Bindings + page.Bindings,
                    ContinuationToken = page.ContinuationToken,
                };
                if (!isLast)
                    file.Write(progress);
            }
            while (!isLast);
        }

        File.Move(partial, path, overwrite: true);
        file.Delete();
        return progress.Bindings;
    }

    private async Task<ExportProgress> BeginAsync(ProgressFile<ExportProgress> file, string partial, CancellationToken cancellationToken)
    {
        var beginning = new ExportProgress(api.App.AbsoluteUri, api.AccountSid, channel, 0, 0, null);
        var progress = await file.ReadAsync(cancellationToken);
        if (progress is null || !File.Exists(partial) || new FileInfo(partial).Length < progress.Bytes)
            return beginning;
        return progress.IsOfTheSame(beginning)
            ? progress
            : throw new CommandFailedException(
                $"{partial} holds what was exported of {progress.AccountSid} at {progress.Url}{(progress.Channel is null ? "" : $", channel {progress.Channel}")}: " +
                $"go on with that, or delete {file.Path} to begin from the start.");
    }

    /// <summary>For its owner alone: it holds tokens and secrets.</summary>
    private static FileStream Open(string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return new FileStream(path, options);
    }
}

/// <summary>The progress of an export.</summary>
/// <param name="Url">The app.</param>
/// <param name="AccountSid">The account.</param>
/// <param name="Channel">The channel; null for all.</param>
/// <param name="Bytes">The length of the whole pages in the partial file.</param>
/// <param name="Bindings">The number of bindings in these pages.</param>
/// <param name="ContinuationToken">Gives the next page; null before the first.</param>
internal sealed record ExportProgress(string Url, string AccountSid, string? Channel, long Bytes, long Bindings, string? ContinuationToken)
{
    public bool IsOfTheSame(ExportProgress other) => (Url, AccountSid, Channel) == (other.Url, other.AccountSid, other.Channel);
}

/// <summary>A page of an export.</summary>
/// <param name="Ndjson">One binding a line.</param>
/// <param name="ContinuationToken">Gives the next page; null after the last.</param>
internal sealed record ExportedPage(byte[] Ndjson, string? ContinuationToken)
{
    public int Bindings => Ndjson.AsSpan().Count((byte)'\n');
}
