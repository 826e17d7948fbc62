using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.Extensions.Logging;

namespace TwilioFunctions.LocalHost.SampleApp;

/// <summary>Lets a test look into the worker and hold its functions back.</summary>
public sealed partial class ControlFunctions(Gate gate, Journal journal, ILogger<ControlFunctions> logger)
{
    /// <summary>Responds with the id of the worker's process.</summary>
    [Function("ProcessId")]
    public static string ProcessId([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequestData request) =>
        request.Method == "GET" ? $"{Environment.ProcessId}" : "";

    /// <summary>Responds with the value of an environment variable of the worker.</summary>
    [Function("Variable")]
    public static string? Variable([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "variables/{name}")] HttpRequestData request, string name) =>
        request.Method == "GET" ? Environment.GetEnvironmentVariable(name) : null;

    /// <summary>Responds when the gate is open.</summary>
    [Function("Wait")]
    public async Task<string> WaitAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "wait/{name}")] HttpRequestData request, string name, CancellationToken cancellationToken)
    {
        journal.Write("Wait", name);
        try
        {
            await gate.PassAsync(name, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            journal.Write("Wait", $"{name} was cancelled");
            throw;
        }

        return $"{request.Method} passed";
    }

    /// <summary>Responds when the gate is open, and ignores that it was cancelled.</summary>
    [Function("WaitStubbornly")]
    public async Task<string> WaitStubbornlyAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "stubborn/{name}")] HttpRequestData request, string name)
    {
        journal.Write("WaitStubbornly", name);
        await gate.PassAsync(name, CancellationToken.None);
        return $"{request.Method} passed";
    }

    /// <summary>Starts a program that holds the worker's output open, and responds with the id of its process.</summary>
    [Function("Spawn")]
    public static string Spawn([HttpTrigger(AuthorizationLevel.Anonymous, "post")] HttpRequestData request)
    {
        using var program = Process.Start("sleep", request.Method == "POST" ? "300" : "0");
        return $"{program.Id}";
    }

    /// <summary>Closes the worker's connection to the host. The process goes on.</summary>
    [Function("Disconnect")]
    public static void Disconnect([HttpTrigger(AuthorizationLevel.Anonymous, "post")] HttpRequestData request)
    {
        var arguments = Environment.GetCommandLineArgs();
        var host = int.Parse(arguments[Array.IndexOf(arguments, "--port") + 1]);
        for (var descriptor = 3; descriptor < 1024; descriptor++)
        {
            try
            {
                using var socket = new Socket(new SafeSocketHandle(descriptor, ownsHandle: request.Method.Length == 0));
                if (socket.RemoteEndPoint is IPEndPoint peer && peer.Port == host)
                    socket.Shutdown(SocketShutdown.Both);
            }
            catch (Exception ex) when (ex is SocketException or ArgumentException)
            {
                // It isn't a connection.
            }
        }
    }

    /// <summary>Ends the worker's process in the middle of a function.</summary>
    [Function("Exit")]
    public static string Exit([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "exit/{code:int}")] HttpRequestData request, int code)
    {
        Console.Error.WriteLine("These are the worker's last words.");
        Environment.Exit(code);
        return request.Method;
    }

    /// <summary>Writes a record of each level, one with an exception, and a line to the console.</summary>
    [Function("Log")]
    public void Log([HttpTrigger(AuthorizationLevel.Anonymous, "post")] HttpRequestData request)
    {
        for (var level = LogLevel.Trace; level <= LogLevel.Critical; level++)
            Record(level, level, request.Method);
        Failed(new InvalidDataException("The data is invalid."));
        Console.WriteLine("A line of the console");
    }
    [LoggerMessage(Message = "A record of level {Name} in {Method}")]
    private partial void Record(LogLevel level, LogLevel name, string method);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A record with an exception")]
    private partial void Failed(Exception exception);
}
