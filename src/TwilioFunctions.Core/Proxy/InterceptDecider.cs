using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using TwilioFunctions.Core.Calls;
using TwilioFunctions.Core.Deadlines;
using TwilioFunctions.Core.Messages;
using TwilioFunctions.Core.Storage;
using TwilioFunctions.Core.Telemetry;

namespace TwilioFunctions.Core.Proxy;

/// <summary>
/// Decides within a second whether a Proxy interaction may go on, whatever fails: Proxy lets go on what is not blocked in time. What
/// was blocked is kept with its reason.
/// </summary>
internal sealed partial class InterceptDecider(
    IInterceptPolicy policy, IOptions<ProxyOptions> options, MessageSender sender, TimeProvider time, ILogger<InterceptDecider> logger)
{
    /// <summary>How long Proxy waits for us at most.</summary>
    public static readonly TimeSpan Timeout = TimeSpan.FromSeconds(1);

    /// <summary>How much of that the policy has, so that a block can be kept in the rest.</summary>
    public static readonly TimeSpan PolicyTimeout = TimeSpan.FromMilliseconds(800);

    /// <summary>What becomes of an interaction that nothing could be decided of.</summary>
    public InterceptDecision OnFailure => Failed() with { IsFallback = true };

    /// <summary>Never throws. A block is kept with the call or message where storage takes it in time, and is in the log in any case.</summary>
    /// <param name="interaction">The interaction, of a verified webhook.</param>
    /// <param name="id">Twilio's own id of the request; null where there is none.</param>
    /// <param name="traceParent">The W3C trace context of the webhook.</param>
    /// <param name="cancellationToken">Ends the attempt before the <see cref="Timeout"/>.</param>
    public async Task<InterceptDecision> DecideAsync(
        ProxyInteraction interaction, string? id, string? traceParent, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(interaction);
        using var deadline = Deadline.After(Timeout, time, cancellationToken);
        var decision = await AskAsync(interaction, cancellationToken);
        if (decision.BlockedReason is not { } reason)
        {
            LogLetThrough(interaction.InteractionSid);
            return decision;
        }

        LogBlocked(interaction.InteractionSid, reason);
        await KeepAsync(interaction, reason, id, traceParent, deadline.Token);
        return decision;
    }

    private InterceptDecision Failed() => options.Value.BlocksOnFailure
        ? InterceptDecision.Block($"Nothing could be decided, and {ProxyOptions.Section}__{nameof(ProxyOptions.OnPolicyFailure)} is {ProxyOptions.Block}.")
        : InterceptDecision.Allow;

    private async Task<InterceptDecision> AskAsync(ProxyInteraction interaction, CancellationToken cancellationToken)
    {
        using var deadline = Deadline.After(PolicyTimeout, time, cancellationToken);
        try
        {
            if (policy.IsImmediate)
                return await policy.DecideAsync(interaction, cancellationToken);
            // On another thread: a policy that waits without a task, or does not look at its token, must not keep Proxy waiting either.
            return await Task.Run(() => policy.DecideAsync(interaction, deadline.Token), deadline.Token).WaitAsync(deadline.Token)
                ?? throw new InvalidOperationException($"{policy.GetType()} decided nothing.");
        }
#pragma warning disable CA1031 // Whatever a team's own policy throws, the setting decides.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            LogFailed(fault, interaction.InteractionSid, options.Value.OnPolicyFailure);
            return OnFailure;
        }
    }

    private async Task KeepAsync(ProxyInteraction interaction, string reason, string? id, string? traceParent, CancellationToken deadline)
    {
        var envelope = new Envelope
        {
            Id = id is { Length: > 0 } && TableKey.Fits(id) ? id : interaction.InteractionSid,
            Kind = EnvelopeKinds.ProxyIntercept,
            Type = EnvelopeKinds.ProxyIntercept,
            AccountSid = interaction.AccountSid,
            CallSid = interaction.IsVoice ? interaction.Inbound.ResourceSid : null,
            ReceivedAt = interaction.ReceivedAt,
            TraceParent = traceParent,
            Payload = new BlockedInteraction(reason, interaction.Form).Serialize(),
        };
        try
        {
            AppSpans.Became(envelope);
            await sender.SendAsync(QueueNames.CallEvents, envelope, deadline).WaitAsync(deadline);
        }
        catch (Exception failure) when (failure is OperationCanceledException || StorageFault.Is(failure))
        {
            LogNotKept(interaction.InteractionSid, reason, failure.Message);
        }
    }

    [LoggerMessage(EventId = 6101, Level = LogLevel.Information, Message = "Interaction {InteractionSid}: goes on")]
    private partial void LogLetThrough(string interactionSid);

    [LoggerMessage(EventId = 6102, Level = LogLevel.Warning, Message = "Interaction {InteractionSid}: blocked. {Reason}")]
    private partial void LogBlocked(string interactionSid, string reason);

    [LoggerMessage(
        EventId = 6103,
        Level = LogLevel.Error,
        Message = "Interaction {InteractionSid}: what decides has failed or taken too long; Proxy__OnPolicyFailure is {Setting}")]
    private partial void LogFailed(Exception fault, string interactionSid, string setting);

    [LoggerMessage(EventId = 6104, Level = LogLevel.Error, Message = "Interaction {InteractionSid}: blocked ({Reason}), but that could not be kept: {Failure}")]
    private partial void LogNotKept(string interactionSid, string reason, string failure);
}
