namespace Twilio.TwiML.Voice;

/// <summary>
/// The attributes of the task that a workflow is handed, as JSON text.
/// https://www.twilio.com/docs/voice/twiml/enqueue#workflowsid
/// </summary>
public class Task : TwiML
{
    public Task(string? body = null, int? priority = null, int? timeout = null)
        : base("Task", body)
    {
        Attribute(priority);
        Attribute(timeout);
    }

    public new Task Append(TwiML childElem) => (Task)base.Append(childElem);

    public new Task SetOption(string key, object value) => (Task)base.SetOption(key, value);
}
