using Spectre.Console;

namespace TwilioFunctions.Cli.Up;

/// <summary>The URLs to give to Twilio, and those of the API.</summary>
internal static class EndpointTable
{
    public static void Write(IAnsiConsole console, Uri local, string? publicBase)
    {
        var table = new Table().AddColumn("For").AddColumn("Method").AddColumn(new TableColumn("URL").NoWrap());
        foreach (var endpoint in Endpoints.Twilio)
            table.AddRow(Markup.Escape(endpoint.Purpose), endpoint.Method, Markup.Escape($"{publicBase ?? local.OriginalString}/{endpoint.Path}"));
        table.AddEmptyRow();
        foreach (var endpoint in Endpoints.Api)
            table.AddRow(Markup.Escape(endpoint.Purpose), endpoint.Method, Markup.Escape($"{local.OriginalString}/{endpoint.Path}"));
        console.Write(table);

        if (publicBase is null)
        {
            console.WriteLine(
                $"Twilio reaches this machine through a tunnel to port {local.Port}: " +
                "put the tunnel's https address into Twilio__PublicBaseUrl in local.settings.json.");
        }
    }
}
