namespace TwilioFunctions.Cli;

/// <summary>Where things are in a checkout of this repository.</summary>
internal sealed record Checkout(string Root)
{
    private const string Solution = "TwilioFunctions.sln";

    public string LocalSettings => Path.Combine(Root, "local.settings.json");

    public string SampleSettings => Path.Combine(Root, "local.settings.sample.json");

    public string FunctionApp => Path.Combine(Root, "src", "TwilioFunctions", "TwilioFunctions.csproj");

    public string LocalHost => Path.Combine(Root, "src", "TwilioFunctions.LocalHost", "TwilioFunctions.LocalHost.csproj");

    public string AzuritePackages => Path.Combine(Root, "artifacts", "azurite");

    public string AzuriteData => Path.Combine(Root, "artifacts", "azurite-data");

    /// <summary>The checkout that holds a folder, or null.</summary>
    public static Checkout? Above(string? directory)
    {
        while (directory is not null && !File.Exists(Path.Combine(directory, Solution)))
            directory = Path.GetDirectoryName(directory);
        return directory is null ? null : new Checkout(directory);
    }

    /// <exception cref="CommandFailedException">The current directory is in no checkout.</exception>
    public static Checkout OfCurrentDirectory() => Above(Environment.CurrentDirectory)
        ?? throw new CommandFailedException(
            $"There is no {Solution} in {Environment.CurrentDirectory} or above: go to your checkout of the repository and try again.");
}
