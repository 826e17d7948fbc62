using System.Runtime.CompilerServices;
using System.Xml.Linq;
using Twilio.Types;

namespace Twilio.TwiML;

/// <summary>
/// An element of an answer to Twilio, made into XML as twilio-csharp 7.14.9 does it: attributes in the order of the constructor's
/// parameters, options after them, an element without content with an end tag of its own, and an exception from
/// <see cref="ToString(SaveOptions)"/> for what XML cannot hold. <see cref="object.ToString"/> is not overridden there, so that
/// interpolating an answer into a string gives the name of its class.
/// </summary>
public class TwiML
{
    private readonly string tagName;
    private readonly object? body;
    private readonly List<(string Name, object Value)> attributes = [];
    private readonly List<(string Key, string? Value)> options = [];
    private readonly List<object> children = [];

    protected TwiML(string tagName)
        : this(tagName, null)
    {
    }

    private protected TwiML(string tagName, object? body) => (this.tagName, this.body) = (tagName, body);

    public virtual TwiML Append(TwiML childElem)
    {
        children.Add(childElem);
        return this;
    }

    public TwiML AddText(string text)
    {
        children.Add(text);
        return this;
    }

    public T Nest<T>(T childElem)
        where T : TwiML
    {
        children.Add(childElem);
        return childElem;
    }

    public TwiML AddChild(string tagName) => Nest(new TwiML(tagName));

    /// <summary>An attribute that the class does not know. One that is set again moves to the end.</summary>
    public TwiML SetOption(string key, object value)
    {
        options.RemoveAll(option => option.Key == key);
        options.Add((key, value.ToString()));
        return this;
    }

    public virtual string? GetOption(string key) => options.Find(option => option.Key == key).Value;

    public XDocument ToXDocument() => new(new XDeclaration("1.0", "utf-8", null), ToXml());

    public string ToString(SaveOptions formattingOptions = SaveOptions.None)
    {
        using var writer = new Utf8StringWriter();
        ToXDocument().Save(writer, formattingOptions);
        return writer.ToString();
    }

    /// <summary>Adds an attribute named as the expression is written: the constructors' parameters have the attributes' names.</summary>
    private protected void Attribute(object? value, [CallerArgumentExpression(nameof(value))] string name = "")
    {
        if (value is not null)
            attributes.Add((name, value));
    }

    private XElement ToXml()
    {
        // The empty text is what gives an empty element its end tag.
        var element = new XElement(tagName, body is null ? "" : Text(body));
        foreach (var (name, value) in attributes)
            element.Add(new XAttribute(name, Text(value)!));
        foreach (var (key, value) in options)
            element.Add(new XAttribute(OptionName(key), value!));
        foreach (var child in children)
            element.Add(child is TwiML twiml ? twiml.ToXml() : new XText((string)child));
        return element;
    }

    private static string? Text(object value) => value switch
    {
        bool flag => flag ? "true" : "false",
        // As it was written: AbsoluteUri would encode it again.
        Uri uri => uri.OriginalString,
        IEnumerable<StringEnum> several => string.Join(' ', several),
        _ => value.ToString(),
    };

    private static XName OptionName(string key) =>
        key.StartsWith("xml:", StringComparison.Ordinal) ? XNamespace.Xml + key["xml:".Length..] : key;
}
