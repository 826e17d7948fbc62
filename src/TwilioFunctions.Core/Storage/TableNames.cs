namespace TwilioFunctions.Core.Storage;

/// <summary>The tables of the app.</summary>
internal static class TableNames
{
    /// <summary>One partition a call: its summary and everything else that is known of it.</summary>
    public const string Calls = "Calls";

    /// <summary>The calls of an account's day, latest first.</summary>
    public const string CallIndex = "CallIndex";

    /// <summary>Event Streams events that belong to no call, by account and day.</summary>
    public const string Events = "Events";

    /// <summary>Messages that failed for good, and the errors of those that may yet succeed.</summary>
    public const string DeadLetters = "DeadLetters";

    /// <summary>Payloads that do not fit into a queue message.</summary>
    public const string ParkedPayloads = "ParkedPayloads";

    /// <summary>By day, what was written to <see cref="Calls"/> and <see cref="ParkedPayloads"/>, for the sweep of expired rows to find it.</summary>
    public const string RetentionIndex = "RetentionIndex";

    /// <summary>One partition a client identity: every device that rings when it is called.</summary>
    public const string ClientBindings = "ClientBindings";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } = [ClientBindings, Calls, CallIndex, Events, DeadLetters, ParkedPayloads, RetentionIndex];
}
