namespace TwilioFunctions.Testing;

/// <summary>
/// A call of the npm package's TwiML builder, such as <c>dial({ timeout: 20 }, "+15005550006")</c>: the method, an object whose
/// members are the attributes, the text, and the calls on the element that it made.
/// </summary>
public sealed record TwimlElement(string Verb, object? Attributes = null, string? Text = null, params TwimlElement[] Elements);
