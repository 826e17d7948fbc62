using System.ComponentModel;
using System.Diagnostics;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using TwilioFunctions.Tests.Delivery;

namespace TwilioFunctions.Tests.Infra;

/// <summary>
/// The Bicep compiler, one process for all tests: <c>bicep jsonrpc</c> compiles the template in half a second, and a new process takes
/// three. The few lines of JSON-RPC are here because StreamJsonRpc would bring five packages along.
/// </summary>
internal sealed class BicepCompiler
{
    private static readonly Lazy<BicepCompiler> Instance = new(() => new BicepCompiler());

    private readonly Lock turn = new();
    private readonly Stream input;
    private readonly Stream output;
    private int lastId;

    private BicepCompiler()
    {
        var start = new ProcessStartInfo(ProgramPath, ["jsonrpc", "--stdio"]) { RedirectStandardInput = true, RedirectStandardOutput = true };
        // The parameter file as it stands, and of no environment.
        foreach (var variable in Templates.Variables)
            start.Environment.Remove(variable);
        try
        {
            // It ends when this process does, because its input ends then.
            var process = Process.Start(start)!;
            input = process.StandardInput.BaseStream;
            output = process.StandardOutput.BaseStream;
        }
        catch (Win32Exception ex)
        {
            throw new InvalidOperationException(
                $"The Bicep compiler '{ProgramPath}' can't be started: on systems other than Linux on x64, put the version of Directory.Packages.props on the path.", ex);
        }
    }

    /// <summary>On Linux on x64 the package that the build has restored, elsewhere what is on the path.</summary>
    private static string ProgramPath { get; } = OperatingSystem.IsLinux() && RuntimeInformation.ProcessArchitecture == Architecture.X64
        ? typeof(BicepCompiler).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == "BicepPath").Value!
        : "bicep";

    /// <summary>Calls a method of https://github.com/Azure/bicep/blob/main/src/Bicep.Cli/Rpc/ICliJsonRpcProtocol.cs.</summary>
    public static JsonElement Call(string method, object parameters) => Instance.Value.Send(method, parameters);

    private JsonElement Send(string method, object parameters)
    {
        lock (turn)
        {
            var request = JsonSerializer.SerializeToUtf8Bytes(new { jsonrpc = "2.0", id = ++lastId, method, @params = parameters });
            input.Write(Encoding.ASCII.GetBytes($"Content-Length: {request.Length}\r\n\r\n"));
            input.Write(request);
            input.Flush();
            var response = new byte[ReadLength()];
            output.ReadExactly(response);
            var message = JsonElement.Parse(response);
            return message.TryGetProperty("result", out var result) ? result : throw new InvalidOperationException($"{method}: {message.GetProperty("error")}");
        }
    }

    /// <summary>Reads the headers, to the empty line that ends them.</summary>
    private int ReadLength()
    {
        var length = 0;
        while (ReadLine() is { Length: > 0 } header)
        {
            if (header.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase))
                length = int.Parse(header["Content-Length:".Length..]);
        }

        return length;
    }

    private string ReadLine()
    {
        var line = new StringBuilder();
        for (var next = output.ReadByte(); next != '\n'; next = output.ReadByte())
            line.Append(next >= 0 ? (char)next : throw new EndOfStreamException("The Bicep compiler has ended."));
        return line.ToString().TrimEnd();
    }
}
