namespace TwilioFunctions.Core.Retention;

/// <summary>
/// How long rows are kept: section <c>Retention</c>, time spans such as <c>90.00:00:00</c>, or <c>never</c> for rows that are never
/// removed. Bindings are no part of it: they have an owner's API, and a channel removes those of devices that are gone.
/// </summary>
public sealed class RetentionOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Retention";

    /// <summary>The word for rows that are never removed. Nothing else means it: an empty setting is a setting that is not set.</summary>
    public const string Never = "never";

    /// <summary>
    /// Calls with all their rows, counted from the end of the day (UTC) on which they began; where nothing says when that was, and for
    /// conferences, messages and interactions of their own, of the day on which the app first heard of them. 90 days; from 1 day to ten
    /// years, null for never.
    /// </summary>
    public TimeSpan? Calls { get; set; } = TimeSpan.FromDays(90);

    /// <summary>Events that belong to no call, counted from the end of their day (UTC). 90 days; limits as for <see cref="Calls"/>.</summary>
    public TimeSpan? Events { get; set; } = TimeSpan.FromDays(90);

    /// <summary>
    /// Dead letters, counted from when they were first given up, however often they are replayed; and the errors of messages that may
    /// yet succeed. 30 days; limits as for <see cref="Calls"/>.
    /// </summary>
    public TimeSpan? DeadLetters { get; set; } = TimeSpan.FromDays(30);

    /// <summary>
    /// Payloads that do not fit into a queue message, counted from the end of the day (UTC) on which they were parked, or their message
    /// was given up or replayed. 30 days; at least 15 days and as long as <see cref="DeadLetters"/>, so that no message that may yet be
    /// processed has lost its payload: it lives for seven days on its queue and for seven on the poison queue.
    /// </summary>
    public TimeSpan? ParkedPayloads { get; set; } = TimeSpan.FromDays(30);
}
