using System.CommandLine;
using TwilioFunctions.Cli.Settings;

namespace TwilioFunctions.Cli.Simulate;

/// <summary>The options of every simulation that sends many webhooks.</summary>
internal sealed class SimulationOptions
{
    private const double DuplicatesUnlessSaid = 0.1;

    private readonly Option<int> concurrency = new Option<int>("--concurrency")
    {
        Description = "How many webhooks are under way at once.",
        DefaultValueFactory = _ => 8,
    }.Between(1, 1_000);

    private readonly Option<int> seed = new("--seed")
    {
        Description = "Decides everything that is drawn: the same seed and date send the same bytes.",
        DefaultValueFactory = _ => 1,
    };

    private readonly Option<DateOnly> date = new("--date")
    {
        Description = "The day (UTC, yyyy-MM-dd) on which the calls start. [default: today]",
    };

    private readonly Option<bool> outOfOrder = new("--out-of-order") { Description = "Sends the webhooks in any order, as Twilio may." };

    private readonly Option<double> duplicate = new Option<double>("--duplicate")
    {
        Description = $"The part of the webhooks that is sent twice, 0 to 1; {DuplicatesUnlessSaid} when no number follows.",
        HelpName = "fraction",
        Arity = ArgumentArity.ZeroOrOne,
    }.OrWithoutValue(DuplicatesUnlessSaid).Between(0, 1);

    private readonly Option<string> accountSid = new("--account-sid")
    {
        Description = "Whose calls they are. [default: the first account of local.settings.json]",
    };

    private readonly Option<string> authToken = new("--auth-token")
    {
        Description = "What signs. [default: that account's token in local.settings.json]",
    };

    public void AddTo(Command command)
    {
        Option[] options = [concurrency, seed, date, outOfOrder, duplicate, accountSid, authToken];
        foreach (var option in options)
            command.Add(option);
    }

    public int Concurrency(ParseResult result) => result.GetValue(concurrency);

    public int Seed(ParseResult result) => result.GetValue(seed);

    public DateOnly Date(ParseResult result, TimeProvider time) =>
        result.GetResult(date) is null ? DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime) : result.GetValue(date);

    public bool OutOfOrder(ParseResult result) => result.GetValue(outOfOrder);

    public double Duplicates(ParseResult result) => result.GetValue(duplicate);

    /// <exception cref="CommandFailedException">Neither options nor settings name an account and its token.</exception>
    public TwilioAccount Account(ParseResult result, LocalSettings settings) =>
        TwilioAccount.From(settings, result.GetValue(accountSid), result.GetValue(authToken));
}
