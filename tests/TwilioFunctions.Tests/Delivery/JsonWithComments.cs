using System.Text.Json;
using TwilioFunctions.Testing;

namespace TwilioFunctions.Tests.Delivery;

/// <summary>Files of an editor, which may hold comments.</summary>
internal static class JsonWithComments
{
    private static readonly JsonDocumentOptions Options = new() { CommentHandling = JsonCommentHandling.Skip };

    /// <summary>The root of a file, named from the repository's root.</summary>
    public static JsonElement Load(string path)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(Path.Combine(Repository.Root, path)), Options);
        return document.RootElement.Clone();
    }
}
