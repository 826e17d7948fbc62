namespace TwilioFunctions.Cli.Doctor;

/// <summary>Reads what was captured.</summary>
internal static class Files
{
    /// <summary>A file's bytes; <c>-</c> is the standard input.</summary>
    /// <exception cref="CommandFailedException">It cannot be read.</exception>
    public static async Task<ReadOnlyMemory<byte>> ReadAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            if (path != "-")
                return await File.ReadAllBytesAsync(path, cancellationToken);
            await using var input = Console.OpenStandardInput();
            using var bytes = new MemoryStream();
            await input.CopyToAsync(bytes, cancellationToken);
            return bytes.ToArray();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new CommandFailedException($"{path} cannot be read: {failure.Message}", failure);
        }
    }
}
