using System.CommandLine;
using Spectre.Console;
using TwilioFunctions.Cli.App;
using TwilioFunctions.Contracts;
using TwilioFunctions.Core.Bindings;

namespace TwilioFunctions.Cli.Bindings;

/// <summary><c>bindings list</c>: a table.</summary>
internal sealed class ListBindingsCommand : Command
{
    private const int PageSize = 100;

    private readonly Option<string> identity = new Option<string>("--identity") { Description = "Only those of this client identity." }.NotEmpty();

    private readonly Option<string> channel = new Option<string>("--channel") { Description = "Only those of this channel." }
        .AcceptOnlyFromAmong([.. ChannelNames.All]);

    private readonly Option<int> limit = new Option<int>("--limit")
    {
        Description = "How many at most; `bindings export` has them all.",
        DefaultValueFactory = _ => 100,
    }.Between(1, 10_000);

    private readonly AppOptions app = new();
    private readonly Terminal terminal;
    private readonly TimeProvider time;

    public ListBindingsCommand(Terminal terminal, TimeProvider time)
        : base("list", "Lists bindings.")
    {
        this.terminal = terminal;
        this.time = time;
        Option[] options = [identity, channel, limit];
        foreach (var option in options)
            Add(option);
        app.AddTo(this);
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult result, CancellationToken cancellationToken)
    {
        using var api = await BindingsApi.ConnectAsync(app, result, time, cancellationToken);
        var most = result.GetValue(limit);
        // One more tells whether there are more.
        var bindings = await ReadAsync(api, result.GetValue(identity), result.GetValue(channel), most + 1, cancellationToken);

        BindingsTable.Write(terminal.Out, bindings.Take(most));
        if (bindings.Count > most)
            terminal.Out.WriteLine($"There are more: --limit takes up to 10000, and `bindings export` has them all.");
        return 0;
    }

    private static async Task<IReadOnlyList<BindingResponse>> ReadAsync(
        BindingsApi api, string? identity, string? channel, int count, CancellationToken cancellationToken)
    {
        if (identity is not null)
            return [.. (await api.ListAsync(identity, cancellationToken)).Where(binding => channel is null || binding.Channel == channel).Take(count)];

        var bindings = new List<BindingResponse>();
        string? continuation = null;
        do
        {
            var page = await api.ListAsync(channel, Math.Min(PageSize, count - bindings.Count), continuation, cancellationToken);
            bindings.AddRange(page.Bindings);
            continuation = page.ContinuationToken;
        }
        while (continuation is not null && bindings.Count < count);
        return bindings;
    }
}
