using System.Globalization;
using Spectre.Console;
using TwilioFunctions.Contracts;

namespace TwilioFunctions.Cli.Bindings;

/// <summary>Bindings as people read them: of a token, the beginning.</summary>
internal static class BindingsTable
{
    private const int TokenLength = 12;

    public static void Write(IAnsiConsole console, IEnumerable<BindingResponse> bindings)
    {
        var table = new Table();
        string[] columns = ["Identity", "Binding", "Channel", "Address", "Device", "Labels", "Updated (UTC)"];
        foreach (var column in columns)
            table.AddColumn(column);
        foreach (var binding in bindings)
        {
            table.AddRow(new[]
            {
                binding.Identity,
                binding.BindingId,
                binding.Channel,
                AddressOf(binding),
                binding.DeviceId,
                string.Join(' ', binding.Labels?.Select(label => $"{label.Key}={label.Value}") ?? []),
                binding.UpdatedAt.ToUniversalTime().ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
            }.Select(cell => new Text(TerminalText.Line(cell))));
        }

        console.Write(table);
    }

    private static string AddressOf(BindingResponse binding) => binding switch
    {
        { Fcm: { } fcm } => Beginning(fcm.RegistrationToken),
        { Apns: { } apns } => $"{apns.BundleId} ({apns.Environment}, {apns.PushType}) {Beginning(apns.DeviceToken)}",
        { Webhook: { } webhook } => webhook.Url,
        _ => "",
    };

    private static string Beginning(string token) => token.Length <= TokenLength ? token : $"{token[..TokenLength]}…";
}
