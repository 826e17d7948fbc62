using System.Globalization;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Storage.Queues;
using Microsoft.Extensions.Azure;
using Microsoft.Extensions.Configuration;

namespace TwilioFunctions.LocalHost.Jobs;

/// <summary>
/// Shortens the ten minutes for which a message stays invisible that an instance holds. They are a constant of the SDK, and whoever kills
/// instances in a test can't wait for them. <c>extensions.queues.leaseDuration</c> is a setting of this host alone.
/// </summary>
internal static class QueueLease
{
    /// <summary>Returns the lease in seconds; null where the SDK's own stays.</summary>
    /// <exception cref="LocalHostException">The setting is invalid.</exception>
    public static int? Read(FunctionApp app)
    {
        if (app.Host["extensions:queues:leaseDuration"] is not { } text)
            return null;
        return TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var lease) && lease >= TimeSpan.FromSeconds(1) && lease <= TimeSpan.FromMinutes(10)
            ? (int)lease.TotalSeconds
            : throw new LocalHostException($"extensions.queues.leaseDuration must be a time span from 00:00:01 to 00:10:00, not '{text}'.");
    }
}

/// <summary>Gives the SDK's queue clients a policy that writes the shorter lease into their requests.</summary>
internal sealed class LeasedQueues(AzureComponentFactory inner, int seconds) : AzureComponentFactory
{
    public override TokenCredential CreateTokenCredential(IConfiguration configuration) => inner.CreateTokenCredential(configuration);

    public override object CreateClientOptions(Type optionsType, object serviceVersion, IConfiguration configuration)
    {
        var options = inner.CreateClientOptions(optionsType, serviceVersion, configuration);
        if (options is QueueClientOptions queues)
            queues.AddPolicy(new LeasePolicy(seconds), HttpPipelinePosition.PerCall);
        return options;
    }

    public override object CreateClient(Type clientType, IConfiguration configuration, TokenCredential credential, object clientOptions) =>
        inner.CreateClient(clientType, configuration, credential, clientOptions);

    private sealed class LeasePolicy(int seconds) : HttpPipelineSynchronousPolicy
    {
        private const string TenMinutes = "visibilitytimeout=600";

        public override void OnSendingRequest(HttpMessage message)
        {
            var query = message.Request.Uri.Query;
            if (query?.Contains(TenMinutes, StringComparison.Ordinal) == true)
                message.Request.Uri.Query = query.Replace(TenMinutes, $"visibilitytimeout={seconds}", StringComparison.Ordinal);
        }
    }
}
