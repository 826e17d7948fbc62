using Twilio.TwiML;

namespace TwilioFunctions.Core.Proxy;

/// <summary>Messaging TwiML: https://www.twilio.com/docs/messaging/twiml.</summary>
internal static class OutOfSessionTwiml
{
    /// <summary>What a message is answered; nothing where there is no text. Without a text it is TwiML for calls as well.</summary>
    public static string Of(string? message)
    {
        var response = new MessagingResponse();
        return (message is null ? response : response.Message(message)).ToString();
    }

    /// <summary>Whether XML can hold the text.</summary>
    public static bool CanSay(string message)
    {
        try
        {
            return Of(message).Length > 0;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
