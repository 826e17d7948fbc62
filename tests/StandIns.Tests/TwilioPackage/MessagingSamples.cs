using Twilio.TwiML;
using Twilio.TwiML.Messaging;
using TwilioFunctions.Testing;
using HttpMethod = Twilio.Http.HttpMethod;

namespace StandIns.Tests.TwilioPackage;

/// <summary>Answers to messages, and the calls of the npm package that make the same.</summary>
internal static class MessagingSamples
{
    private static readonly Uri url = new("https://example.com/next?a=1&b=%41");

    public static IReadOnlyDictionary<string, (MessagingResponse Response, TwimlElement[] Elements)> All { get; } =
        new Dictionary<string, (MessagingResponse, TwimlElement[])>
        {
            ["nothing"] = (new(), []),
            ["text"] = (new MessagingResponse().Message("Hello"), [new("message", Text: "Hello")]),
            ["every attribute"] = (
                new MessagingResponse().Message("Hello", "+15005550006", "+15005550001", url, HttpMethod.Get, url),
                [new(
                    "message",
                    new
                    {
                        to = "+15005550006",
                        from = "+15005550001",
                        action = url.OriginalString,
                        method = "GET",
                        statusCallback = url.OriginalString,
                    },
                    "Hello")]),
            ["body and media"] = (
                new MessagingResponse().Append(new Message(to: "+15005550006").Body("Look").Media(url).Media(url)),
                [new(
                    "message",
                    new { to = "+15005550006" },
                    null,
                    new("body", Text: "Look"),
                    new("media", Text: url.OriginalString),
                    new("media", Text: url.OriginalString))]),
            ["redirect"] = (
                new MessagingResponse().Redirect(url, "post"),
                [new("redirect", new { method = "POST" }, url.OriginalString)]),
        };
}
