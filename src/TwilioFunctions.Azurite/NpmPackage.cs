using System.Security.Cryptography;
using CliWrap;
using CliWrap.Buffered;

namespace TwilioFunctions.Azurite;

/// <summary>An npm package installed from a lock file, once for each content of the lock file.</summary>
public sealed class NpmPackage
{
    private NpmPackage(string directory) => Directory = directory;

    /// <summary>The folder that holds <c>node_modules</c>.</summary>
    public string Directory { get; }

    /// <summary>
    /// Runs <c>npm ci</c> for the <c>package.json</c> and <c>package-lock.json</c> of <paramref name="source"/> in a folder of
    /// its own below <paramref name="target"/>; does nothing where that was done before. Safe to call from several processes at once.
    /// </summary>
    /// <exception cref="InvalidOperationException">npm is missing or failed; the message is what npm said.</exception>
    public static async Task<NpmPackage> InstallAsync(string source, string target, CancellationToken cancellationToken = default)
    {
        var lockFile = await File.ReadAllBytesAsync(Path.Combine(source, "package-lock.json"), cancellationToken);
        var directory = Path.Combine(target, Convert.ToHexStringLower(SHA256.HashData(lockFile))[..12]);
        var installed = Path.Combine(directory, ".installed");
        System.IO.Directory.CreateDirectory(directory);

        await using (await LockAsync(Path.Combine(directory, ".lock"), cancellationToken))
        {
            if (!File.Exists(installed))
            {
                foreach (var file in System.IO.Directory.EnumerateFiles(source, "*", new EnumerationOptions { AttributesToSkip = 0 }))
                    File.Copy(file, Path.Combine(directory, Path.GetFileName(file)), overwrite: true);
                await RunNpmAsync(directory, cancellationToken);
                await File.WriteAllTextAsync(installed, "", cancellationToken);
            }
        }

        return new NpmPackage(directory);
    }

    private static async Task RunNpmAsync(string directory, CancellationToken cancellationToken)
    {
        try
        {
            // On Windows, too, where npm is a .cmd: CliWrap finds it.
            var npm = await new Command("npm")
                .WithArguments(["ci", "--no-audit", "--no-fund", "--loglevel=error"])
                .WithWorkingDirectory(directory)
                .WithValidation(CommandResultValidation.None)
                .ExecuteBufferedAsync(cancellationToken);
            if (!npm.IsSuccess)
                throw new InvalidOperationException($"npm ci failed in {directory}: {npm.StandardError.Trim()} {npm.StandardOutput.Trim()}");
        }
        catch (System.ComponentModel.Win32Exception ex)
        {
            throw new InvalidOperationException("npm was not found. Install Node.js 20 or newer from https://nodejs.org, which brings npm along.", ex);
        }
    }

    /// <summary>An exclusively opened file is the one lock that all platforms release when a process dies.</summary>
    private static async Task<FileStream> LockAsync(string path, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException)
            {
                await Task.Delay(200, cancellationToken);
            }
        }
    }
}
