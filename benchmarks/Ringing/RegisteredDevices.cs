using Azure.Data.Tables;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using TwilioFunctions.Benchmarks.Load;
using TwilioFunctions.Core.Bindings;
using TwilioFunctions.Core.Storage;

namespace TwilioFunctions.Benchmarks.Ringing;

/// <summary>The bindings of all callees.</summary>
internal static class RegisteredDevices
{
    // Of nobody, and as long as they may be: https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
    private const string Secret = "whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";

    public static async Task RegisterAsync(TemporaryStorage storage, string origin, CancellationToken cancellationToken)
    {
        var tables = await storage.TablesWithAsync(TableNames.ClientBindings, new TableClientOptions(), cancellationToken);
        var options = Options.Create(new BindingsOptions { MaxPerIdentity = Callee.Measured.Max(callee => callee.Bindings) });
        var store = new ClientBindingStore(tables, options, TimeProvider.System, NullLogger<ClientBindingStore>.Instance);
        foreach (var callee in Callee.Measured.Concat(Callee.Others))
        {
            var operations = Enumerable.Range(0, callee.Bindings).Select(number => BatchOperation.Upsert(Binding(callee, number, origin)));
            await store.WriteAsync(LoadedApp.Account.Sid, [.. operations], cancellationToken);
        }
    }

    private static ClientBinding Binding(Callee callee, int number, string origin) => new()
    {
        AccountSid = LoadedApp.Account.Sid,
        Identity = callee.Identity,
        BindingId = $"device-{number:0000}",
        Address = new WebhookAddress($"{origin}/{callee.Identity}/{number}", Secret, SecondarySecret: null),
    };
}
