using System.Text.Json;
using TwilioFunctions.Core.Json;

namespace TwilioFunctions.Core.Bindings;

/// <summary>
/// Reads an object of our own API and collects what is wrong with it. A member that the API does not have is most likely a typing error,
/// so it is a problem; null counts as absent.
/// </summary>
internal sealed class ObjectReader
{
    private const int MaxShownName = 64;

    private readonly Dictionary<string, JsonElement> members = new(StringComparer.Ordinal);
    private readonly string path;
    private readonly List<BindingProblem> problems;

    /// <summary>Reads <paramref name="element"/>, which stands at <paramref name="path"/>.</summary>
    public ObjectReader(JsonElement element, string path, List<BindingProblem> problems, params ReadOnlySpan<string> known)
    {
        this.path = path;
        this.problems = problems;
        if (element.ValueKind != JsonValueKind.Object)
        {
            Refuse("", "This must be a JSON object.");
            return;
        }
        foreach (var member in element.EnumerateObject())
        {
            if (NameOf(member) is not { } name)
                Refuse("", "The name of a member is not text: it holds half of a surrogate pair or bytes that are not UTF-8.");
            else if (!known.Contains(name))
                Refuse(Shorten(name), $"There is no such member. Known here: {string.Join(", ", known)}.");
            else if (!members.TryAdd(name, member.Value))
                Refuse(name, "The member is given twice.");
        }
    }

    /// <summary>Notes a problem of a member, or of the object itself.</summary>
    public void Refuse(string member, string detail)
    {
        if (problems.Count < BindingReading.MaxProblems)
            problems.Add(new BindingProblem(PathOf(member), detail));
    }

    /// <summary>Where a member stands.</summary>
    public string PathOf(string member) => path.Length == 0 ? member : member.Length == 0 ? path : $"{path}.{member}";

    /// <summary>Null when the member is absent.</summary>
    public JsonElement? Find(string member) =>
        members.TryGetValue(member, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    /// <summary>A string of 1 to <paramref name="maxLength"/> UTF-16 code units; null when the member is absent or is none, which is then a problem.</summary>
    public string? Text(string member, int maxLength)
    {
        if (Find(member) is not { } element)
            return null;
        var text = ((JsonElement?)element).Text();
        if (text is not null && text.Length <= maxLength)
            return text;
        Refuse(member, $"This must be a string of 1 to {maxLength} characters.");
        return null;
    }

    /// <summary>As <see cref="Text"/>, and a problem when it is absent.</summary>
    public string? RequiredText(string member, int maxLength)
    {
        if (Find(member) is null)
            Refuse(member, "This is missing.");
        return Text(member, maxLength);
    }

    internal static string? NameOf(JsonProperty member)
    {
        try
        {
            return member.Name;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    internal static string Shorten(string name) => name.Length <= MaxShownName
        ? name
        : $"{name.AsSpan(0, char.IsHighSurrogate(name[MaxShownName - 1]) ? MaxShownName - 1 : MaxShownName)}…";
}
