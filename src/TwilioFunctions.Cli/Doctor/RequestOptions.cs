using System.CommandLine;
using System.Text;
using TwilioFunctions.Core.Diagnosis;

namespace TwilioFunctions.Cli.Doctor;

/// <summary>The options that tell what was captured.</summary>
internal sealed class RequestOptions
{
    private readonly Argument<string> url = new Argument<string>("url")
    {
        Description = "The URL as the app received it, or as Twilio's Debugger shows it.",
        Arity = ArgumentArity.ZeroOrOne,
    }.HttpUrl();

    private readonly Option<string> method = new("--method") { Description = "The HTTP method. [default: GET without a body, else POST]" };

    private readonly Option<string> signature = new("--signature") { Description = "The header X-Twilio-Signature." };

    private readonly Option<string> contentType = new("--content-type") { Description = "The header Content-Type. [default: as the body looks]" };

    private readonly Option<string[]> header = new("--header")
    {
        Description = "Another header, as in --header \"X-Forwarded-Host: api.example.com\"; may repeat.",
        HelpName = "name: value",
    };

    private readonly Option<string> headersFile = new("--headers-file") { Description = "A file with a header a line." };

    private readonly Option<string> body = new("--body") { Description = "The body, as it was received: a form stays encoded." };

    private readonly Option<string> bodyFile = new("--body-file") { Description = "A file with the body, byte for byte." };

    private readonly Option<string> requestFile = new("--request-file")
    {
        Description = "A file with the whole request as HTTP/1.1 writes it, or - for the standard input.",
    };

    public void AddTo(Command command)
    {
        command.Add(url);
        Option[] options = [method, signature, contentType, header, headersFile, body, bodyFile, requestFile];
        foreach (var option in options)
            command.Add(option);
        command.Validators.Add(result =>
        {
            if (result.GetResult(url) is not { Tokens.Count: > 0 } && result.GetResult(requestFile) is null)
                result.AddError("Name the URL that was called, or a --request-file.");
            if (result.GetResult(body) is not null && result.GetResult(bodyFile) is not null)
                result.AddError("--body and --body-file are two bodies: pass one of them.");
        });
        header.Validators.Add(result =>
        {
            foreach (var token in result.Tokens.Where(token => HeaderLine.Parse(token.Value) is null))
                result.AddError($"--header takes \"name: value\", and '{token.Value}' is none.");
        });
    }

    /// <exception cref="CommandFailedException">A file cannot be read, or is no request.</exception>
    public async Task<CapturedRequest> ReadAsync(ParseResult result, CancellationToken cancellationToken)
    {
        var file = result.GetValue(requestFile) is { } path ? HttpText.Parse(await Files.ReadAsync(path, cancellationToken), path) : null;
        var bytes = await ReadBodyAsync(result, cancellationToken) ?? file?.Body ?? default;
        var headers = new List<KeyValuePair<string, string>>();
        Set("X-Twilio-Signature", result.GetValue(signature)?.Trim());
        Set("Content-Type", result.GetValue(contentType));
        if (result.GetValue(headersFile) is { } headersPath)
            headers.AddRange(HttpText.Headers(Encoding.UTF8.GetString((await Files.ReadAsync(headersPath, cancellationToken)).Span)));
        headers.AddRange((result.GetValue(header) ?? []).Select(HeaderLine.Parse).OfType<KeyValuePair<string, string>>());
        // What is said in an option is not said again in a file.
        var said = headers.Select(named => named.Key).ToHashSet(StringComparer.OrdinalIgnoreCase);
        headers.AddRange((file?.Headers ?? []).Where(named => !said.Contains(named.Key)));
        if (bytes.Length > 0 && headers.TrueForAll(named => !named.Key.Equals("Content-Type", StringComparison.OrdinalIgnoreCase)))
            Set("Content-Type", LooksLikeJson(bytes.Span) ? "application/json" : "application/x-www-form-urlencoded");
        return new CapturedRequest
        {
            Method = (result.GetValue(method) ?? file?.Method ?? (bytes.IsEmpty ? "GET" : "POST")).ToUpperInvariant(),
            Url = result.GetValue(url) ?? file!.Url,
            Headers = headers,
            Body = bytes,
        };

        void Set(string name, string? value)
        {
            if (value is not null)
                headers.Add(KeyValuePair.Create(name, value));
        }
    }

    private async Task<ReadOnlyMemory<byte>?> ReadBodyAsync(ParseResult result, CancellationToken cancellationToken)
    {
        if (result.GetValue(bodyFile) is { } path)
            return await Files.ReadAsync(path, cancellationToken);
        if (result.GetValue(body) is { } text)
            return Encoding.UTF8.GetBytes(text);
        return (ReadOnlyMemory<byte>?)null;
    }

    private static bool LooksLikeJson(ReadOnlySpan<byte> body) => body.TrimStart("\uFEFF \r\n\t"u8) is [(byte)'{' or (byte)'[', ..];
}

/// <summary>Reads captured requests.</summary>
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
