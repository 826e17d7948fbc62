namespace TwilioFunctions.Core.Storage;

/// <summary>The queues of the app, and the poison queues that the host moves messages to which failed five times.</summary>
internal static class QueueNames
{
    /// <summary>Call-summary events of Event Streams.</summary>
    public const string CallSummaries = "call-summaries";

    /// <summary>Every other event of a call or account.</summary>
    public const string CallEvents = "call-events";

    /// <summary>Incoming calls for clients, and what is tried again of them.</summary>
    public const string CallNotifications = "call-notifications";

    /// <summary>The host's own suffix. Source: https://learn.microsoft.com/azure/azure-functions/functions-bindings-storage-queue-trigger#poison-messages</summary>
    public const string PoisonSuffix = "-poison";

    /// <summary>The queues that webhooks write to.</summary>
    public static IReadOnlyList<string> All { get; } = [CallSummaries, CallEvents, CallNotifications];

    /// <summary>These and their poison queues.</summary>
    public static IReadOnlyList<string> AllWithPoison { get; } = [.. All, .. All.Select(queue => queue + PoisonSuffix)];
}
