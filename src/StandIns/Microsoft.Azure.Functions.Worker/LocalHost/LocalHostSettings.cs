using System.Globalization;
using System.Reflection;

namespace Microsoft.Azure.Functions.Worker.LocalHost;

/// <summary>What the host is told from outside before it reads anything.</summary>
internal sealed record LocalHostSettings
{
    public const int DefaultPort = 7071;

    public required Assembly FunctionAssembly { get; init; }

    /// <summary>The classes of that assembly whose functions are hosted; null is all.</summary>
    public IReadOnlyCollection<Type>? FunctionTypes { get; init; }

    /// <summary>Where <c>host.json</c> is, as <c>func start</c> finds it in the output folder.</summary>
    public required string BaseDirectory { get; init; }

    public string[] Args { get; init; } = [];

    /// <summary>0 takes a free one.</summary>
    public int Port { get; init; } = DefaultPort;

    /// <summary>Origins that browsers may call from; <c>*</c> is all.</summary>
    public IReadOnlyList<string> CorsOrigins { get; init; } = [];

    public static LocalHostSettings ForProcess(string[] args)
    {
        var local = LocalSettings.Read(AppContext.BaseDirectory);
        var port = PortOf(args) ?? local.Port ?? DefaultPort;
        local.ApplyToEnvironment(port);
        return new LocalHostSettings
        {
            FunctionAssembly = Assembly.GetEntryAssembly()!,
            BaseDirectory = AppContext.BaseDirectory,
            Args = args,
            Port = port,
            CorsOrigins = local.CorsOrigins,
        };
    }

    /// <summary>The value of <c>--port N</c> or <c>--port=N</c>.</summary>
    public static int? PortOf(string[] args)
    {
        var index = Array.FindIndex(args, argument => argument == "--port" || argument.StartsWith("--port=", StringComparison.Ordinal));
        if (index < 0)
            return null;
        var text = args[index] == "--port" ? args.ElementAtOrDefault(index + 1) : args[index]["--port=".Length..];
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port <= 65535
            ? port
            : throw new ArgumentException($"--port takes a number from 0 to 65535, not '{text}'.");
    }
}
