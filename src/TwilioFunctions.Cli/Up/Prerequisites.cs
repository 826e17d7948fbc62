using System.Text.RegularExpressions;
using TwilioFunctions.Cli.Processes;

namespace TwilioFunctions.Cli.Up;

/// <summary>What must be installed, and how to get what is not.</summary>
internal static partial class Prerequisites
{
    private const int Dotnet = 10;
    private const int Node = 20;

    /// <exception cref="CommandFailedException">Something is missing; the message has a sentence for each thing.</exception>
    public static async Task CheckAsync(Checkout checkout, CancellationToken cancellationToken)
    {
        string?[] missing = [await DotnetAsync(checkout, cancellationToken), await NodeAsync(checkout, cancellationToken)];
        if (missing.Any(sentence => sentence is not null))
            throw new CommandFailedException(string.Join(Environment.NewLine, missing.OfType<string>()));
    }

    private static async Task<string?> DotnetAsync(Checkout checkout, CancellationToken cancellationToken)
    {
        var found = await Tool.RunAsync(Tool.Dotnet, checkout.Root, ["--version"], cancellationToken);
        return MajorOf(found) >= Dotnet
            ? null
            : $"The .NET SDK {Dotnet} was not found: install it from https://dotnet.microsoft.com/download/dotnet/{Dotnet}.0.";
    }

    private static async Task<string?> NodeAsync(Checkout checkout, CancellationToken cancellationToken)
    {
        var found = await Tool.RunAsync("node", checkout.Root, ["--version"], cancellationToken);
        if (MajorOf(found) is not { } major)
            return $"Node.js was not found, which the storage emulator runs on: install Node.js {Node} or newer from https://nodejs.org.";
        if (major < Node)
            return $"Node.js {major} is too old for the storage emulator: install Node.js {Node} or newer from https://nodejs.org.";
        return Tool.Find("npm") is null
            ? "npm was not found, which gets the storage emulator: install Node.js from https://nodejs.org, which brings npm along."
            : null;
    }

    private static int? MajorOf(ToolResult? version) =>
        version is { Succeeded: true } && Major.Match(version.Output) is { Success: true } match ? int.Parse(match.ValueSpan) : null;

    [GeneratedRegex(@"\d+")]
    private static partial Regex Major { get; }
}
