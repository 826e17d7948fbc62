namespace Twilio.TwiML.Voice;

/// <summary>
/// Puts the caller into a queue, or hands the call to a TaskRouter workflow.
/// https://www.twilio.com/docs/voice/twiml/enqueue
/// </summary>
public class Enqueue : TwiML
{
    public Enqueue(
        string? name = null,
        Uri? action = null,
        int? maxQueueSize = null,
        Http.HttpMethod? method = null,
        Uri? waitUrl = null,
        Http.HttpMethod? waitUrlMethod = null,
        string? workflowSid = null)
        : base("Enqueue", name)
    {
        Attribute(action);
        Attribute(maxQueueSize);
        Attribute(method);
        Attribute(waitUrl);
        Attribute(waitUrlMethod);
        Attribute(workflowSid);
    }

    public Enqueue Task(string? body = null, int? priority = null, int? timeout = null) => Append(new Task(body, priority, timeout));

    [Obsolete("Append does the same.")]
    public Enqueue Task(Task task) => Append(task);

    public new Enqueue Append(TwiML childElem) => (Enqueue)base.Append(childElem);

    public new Enqueue SetOption(string key, object value) => (Enqueue)base.SetOption(key, value);
}
