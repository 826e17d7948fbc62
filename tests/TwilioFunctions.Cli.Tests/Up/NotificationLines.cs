using System.Text.RegularExpressions;

namespace TwilioFunctions.Cli.Tests.Up;

/// <summary>Finds the notification that the demo prints.</summary>
internal static partial class NotificationLines
{
    [GeneratedRegex(@"client:alice called client:bob\. After \d+ ms this arrived, byte for byte and signed:\s+\{.*""twi_message_type"":""twilio\.voice\.call"".*\}")]
    public static partial Regex Arrived { get; }
}
