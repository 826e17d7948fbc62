using System.Reflection;
using System.Text;
using Microsoft.Extensions.Logging;

namespace TwilioFunctions.Tests.Infra;

/// <summary>A line that the app logs: <c>[LoggerMessage]</c>.</summary>
/// <param name="EventId">Its number.</param>
/// <param name="Text">The text, with one letter from <see cref="FirstHole"/> on for each value in it.</param>
/// <param name="Holes">The values' names.</param>
/// <param name="Types">The values' types.</param>
internal sealed record AppLogMessage(int EventId, string Text, IReadOnlyList<string> Holes, IReadOnlyList<Type?> Types)
{
    /// <summary>A letter that no text uses.</summary>
    public const char FirstHole = '\uE000';

    public static IEnumerable<AppLogMessage> Of(Assembly assembly) =>
        from type in assembly.GetTypes()
        from method in type.GetMethods(BindingFlags.Static | BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)
        let attribute = method.GetCustomAttribute<LoggerMessageAttribute>()
        where attribute is not null
        select Read(attribute.EventId, attribute.Message, method.GetParameters());

    public static AppLogMessage Read(int eventId, string message, IReadOnlyList<ParameterInfo> parameters)
    {
        var text = new StringBuilder();
        var holes = new List<string>();
        for (var at = 0; at < message.Length; at++)
        {
            var isPair = at + 1 < message.Length && message[at + 1] == message[at];
            if (message[at] is '{' or '}' && isPair)
            {
                text.Append(message[at++]);
            }
            else if (message[at] == '{')
            {
                var end = message.IndexOf('}', at);
                text.Append((char)(FirstHole + holes.Count));
                holes.Add(message[(at + 1)..end].Split(':', ',')[0]);
                at = end;
            }
            else
            {
                text.Append(message[at]);
            }
        }

        var types = holes.Select(hole => parameters.FirstOrDefault(parameter => IsNamed(parameter, hole))?.ParameterType);
        return new AppLogMessage(eventId, text.ToString(), holes, [.. types]);
    }

    /// <summary>The name of the value at a place of the text; null where the text itself stands there.</summary>
    public string? HoleAt(int place) => Text[place] - FirstHole is >= 0 and var hole && hole < Holes.Count ? Holes[hole] : null;

    private static bool IsNamed(ParameterInfo parameter, string hole) => string.Equals(parameter.Name, hole, StringComparison.OrdinalIgnoreCase);
}
