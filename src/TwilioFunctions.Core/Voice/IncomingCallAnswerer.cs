using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using TwilioFunctions.Core.Calls;
using TwilioFunctions.Core.Deadlines;
using TwilioFunctions.Core.Messages;
using TwilioFunctions.Core.Storage;
using TwilioFunctions.Core.Telemetry;

namespace TwilioFunctions.Core.Voice;

/// <summary>Gives every incoming call an answer within a second, whatever fails: a fault of ours must not reach the caller's ear.</summary>
internal sealed partial class IncomingCallAnswerer
{
    /// <summary>How long the caller waits for us at most.</summary>
    public static readonly TimeSpan Timeout = TimeSpan.FromSeconds(1);

    /// <summary>How much of that a team's own handler has, so that what was answered can be kept in the rest.</summary>
    public static readonly TimeSpan HandlerTimeout = TimeSpan.FromMilliseconds(800);

    /// <summary>Source: https://www.twilio.com/docs/api/errors/11750.</summary>
    public const int MaxTwimlBytes = 64 * 1000;

    private readonly IIncomingCallHandler handler;
    private readonly IOptions<VoiceOptions> options;
    private readonly MessageSender sender;
    private readonly TimeProvider time;
    private readonly ILogger logger;

    /// <summary>Asks <paramref name="handler"/>, and keeps with <paramref name="sender"/> what was answered.</summary>
    public IncomingCallAnswerer(IIncomingCallHandler handler, IOptions<VoiceOptions> options, MessageSender sender, TimeProvider time, ILogger<IncomingCallAnswerer> logger)
    {
        this.handler = handler;
        this.options = options;
        this.sender = sender;
        this.time = time;
        this.logger = logger;
    }

    /// <summary>The TwiML that is heard when nothing else can be said.</summary>
    public string Fallback(WebhookUrls urls) => CallTwiml.Of(options.Value.Fallback, urls).ToString();

    /// <summary>What a call is answered. Never throws; what was answered is kept with the call where storage takes it in time.</summary>
    /// <param name="incoming">The call, of a verified webhook.</param>
    /// <param name="payload">The parameters as Twilio sent them, as a form.</param>
    /// <param name="traceParent">The W3C trace context of the webhook.</param>
    /// <param name="cancellationToken">Ends the attempt before the <see cref="Timeout"/>.</param>
    public async Task<AnsweredCall> AnswerAsync(IncomingCall incoming, string payload, string? traceParent, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(incoming);
        using var deadline = Deadline.After(Timeout, time, cancellationToken);
        var answered = await DecideAsync(incoming, payload, cancellationToken);
        LogAnswered(incoming.CallSid!, answered.DecidedBy);
        await KeepAsync(incoming, answered, traceParent, deadline.Token);
        return answered;
    }

    private async Task<AnsweredCall> DecideAsync(IncomingCall incoming, string payload, CancellationToken cancellationToken)
    {
        try
        {
            var answer = await AskAsync(incoming, cancellationToken);
            // Text that no XML can hold is found out here, and not when it is sent.
            var twiml = answer.Twiml.ToString();
            if (Encoding.UTF8.GetByteCount(twiml) <= MaxTwimlBytes)
                return new AnsweredCall(answer.DecidedBy, twiml, payload);
            LogTooLong(incoming.CallSid!, answer.DecidedBy, MaxTwimlBytes);
        }
#pragma warning disable CA1031 // Whatever a team's own handler throws, the caller hears the fallback and not Twilio's error message.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            LogFailed(fault, incoming.CallSid!);
        }
        return new AnsweredCall("the fallback", Fallback(incoming.Urls), payload) { IsFallback = true };
    }

    private async Task<IncomingCallAnswer> AskAsync(IncomingCall incoming, CancellationToken cancellationToken)
    {
        if (handler.IsImmediate)
            return await handler.AnswerAsync(incoming, cancellationToken);
        using var deadline = Deadline.After(HandlerTimeout, time, cancellationToken);
        // On another thread: a handler that waits without a task, or does not look at its token, must not keep the caller waiting either.
        return await Task.Run(() => handler.AnswerAsync(incoming, deadline.Token), deadline.Token).WaitAsync(deadline.Token)
            ?? throw new InvalidOperationException($"{handler.GetType()} answered nothing.");
    }

    private async Task KeepAsync(IncomingCall incoming, AnsweredCall answered, string? traceParent, CancellationToken deadline)
    {
        if (!TableKey.Fits(incoming.CallSid!))
        {
            LogNotKept(TextColumns.Shorten(incoming.CallSid)!, "its SID is longer than what can be kept");
            return;
        }

        var envelope = new Envelope
        {
            Id = incoming.CallSid!,
            Kind = EnvelopeKinds.VoiceIncoming,
            Type = EnvelopeKinds.VoiceIncoming,
            AccountSid = incoming.AccountSid,
            CallSid = incoming.CallSid,
            ReceivedAt = time.GetUtcNow(),
            TraceParent = traceParent,
            Payload = JsonSerializer.Serialize(answered, AnsweredCallJson.Default.AnsweredCall),
        };
        try
        {
            AppSpans.Became(envelope);
            await sender.SendAsync(QueueNames.CallEvents, envelope, deadline).WaitAsync(deadline);
        }
        catch (Exception failure) when (failure is OperationCanceledException || StorageFault.Is(failure))
        {
            LogNotKept(incoming.CallSid!, failure.Message);
        }
    }

    [LoggerMessage(EventId = 6010, Level = LogLevel.Information, Message = "Incoming call {CallSid}: answered by {DecidedBy}")]
    private partial void LogAnswered(string callSid, string decidedBy);

    [LoggerMessage(EventId = 6011, Level = LogLevel.Error, Message = "Incoming call {CallSid}: what decides has failed or taken too long; the caller hears the fallback")]
    private partial void LogFailed(Exception fault, string callSid);

    [LoggerMessage(EventId = 6012, Level = LogLevel.Error, Message = "Incoming call {CallSid}: the TwiML of {DecidedBy} is longer than {Limit} bytes, which Twilio refuses; the caller hears the fallback")]
    private partial void LogTooLong(string callSid, string decidedBy, int limit);

    [LoggerMessage(EventId = 6013, Level = LogLevel.Error, Message = "Incoming call {CallSid}: answered, but what was answered could not be kept: {Reason}")]
    private partial void LogNotKept(string callSid, string reason);
}
