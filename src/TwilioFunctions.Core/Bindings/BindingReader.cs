using System.Text.Json;
using System.Text.Unicode;
using TwilioFunctions.Core.Json;

namespace TwilioFunctions.Core.Bindings;

/// <summary>
/// Reads what callers send: every way in refuses a binding for the same reasons, a channel that is off among them. Never throws.
/// </summary>
internal sealed class BindingReader(IChannelAvailability availability)
{
    /// <summary>The longest body of a batch and part of an import, in bytes.</summary>
    public const int MaxBodyBytes = 4 * 1024 * 1024;

    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    /// <summary>Reads one binding.</summary>
    /// <param name="json">UTF-8.</param>
    /// <param name="accountSid">The account that it belongs to.</param>
    /// <param name="identity">The identity that it belongs to; null where the JSON says it.</param>
    /// <param name="bindingId">Its id; null where the JSON says it.</param>
    public BindingReading Read(ReadOnlyMemory<byte> json, string accountSid, string? identity, string? bindingId)
    {
        using var document = Parse(json, out var problem);
        return document is null ? new BindingReading(null, [problem!]) : Read(document.RootElement, accountSid, identity, bindingId);
    }

    /// <summary>Reads the body of a batch. A malformed operation keeps its place among the others.</summary>
    public BindingBatch ReadBatch(ReadOnlyMemory<byte> body, string accountSid)
    {
        using var document = Parse(body, out var problem);
        if (document is null)
            return new BindingBatch([], problem);
        var problems = new List<BindingProblem>();
        var operations = new ObjectReader(document.RootElement, "", problems, "operations").Find("operations");
        if (problems.Count > 0)
            return new BindingBatch([], problems[0]);
        if (operations is not { ValueKind: JsonValueKind.Array } array || array.GetArrayLength() is < 1 or > ClientBindingStore.MaxOperations)
            return BindingBatch.Refused("operations", $"This must be an array of 1 to {ClientBindingStore.MaxOperations} operations.");
        return new BindingBatch([.. array.EnumerateArray().Select(operation => ReadOperation(operation, accountSid))], null);
    }

    /// <summary>Reads a binding that names its identity and its id, as one to upsert.</summary>
    internal BatchOperation ReadUpsert(ReadOnlyMemory<byte> json, string accountSid)
    {
        using var document = Parse(json, out var problem);
        return document is null ? BatchOperation.Malformed(null, null, [problem!]) : ReadUpsert(document.RootElement, accountSid, "");
    }

    private BindingReading Read(JsonElement element, string accountSid, string? identity, string? bindingId)
    {
        var reading = ClientBindingJson.Read(element, accountSid, identity, bindingId);
        return reading.Binding is { } binding && availability.Check(binding) is { } problem ? new BindingReading(null, [problem]) : reading;
    }

    private BatchOperation ReadOperation(JsonElement element, string accountSid)
    {
        var problems = new List<BindingProblem>();
        var reader = new ObjectReader(element, "", problems, "upsert", "delete");
        var (upsert, delete) = (reader.Find("upsert"), reader.Find("delete"));
        if (problems.Count == 0 && upsert.HasValue == delete.HasValue)
            reader.Refuse("", "An operation has either upsert or delete.");
        if (problems.Count > 0)
            return BatchOperation.Malformed(null, null, problems);
        return upsert.HasValue ? ReadUpsert(upsert.Value, accountSid, "upsert") : ReadDelete(delete!.Value);
    }

    private BatchOperation ReadUpsert(JsonElement element, string accountSid, string path)
    {
        var reading = Read(element, accountSid, identity: null, bindingId: null);
        if (reading.Binding is { } binding)
            return BatchOperation.Upsert(binding);
        var (identity, bindingId) = NamesOf(element);
        return BatchOperation.Malformed(identity, bindingId, [.. reading.Problems.Select(problem => problem with { Field = Join(path, problem.Field) })]);
    }

    private static BatchOperation ReadDelete(JsonElement element)
    {
        var problems = new List<BindingProblem>();
        var reader = new ObjectReader(element, "delete", problems, "identity", "bindingId");
        var identity = reader.Find("identity").Text();
        var bindingId = reader.Find("bindingId").Text();
        if (BindingNames.ProblemOfIdentity(identity) is { } problemOfIdentity)
            reader.Refuse("identity", problemOfIdentity);
        if (BindingNames.ProblemOfBindingId(bindingId) is { } problemOfId)
            reader.Refuse("bindingId", problemOfId);
        if (problems.Count == 0)
            return BatchOperation.Delete(identity!, bindingId!);
        var names = NamesOf(element);
        return BatchOperation.Malformed(names.Identity, names.BindingId, problems);
    }

    /// <summary>Whose the malformed operation is, where it says so in a way that can be repeated.</summary>
    private static (string? Identity, string? BindingId) NamesOf(JsonElement element)
    {
        var identity = element.Member("identity").Text();
        var bindingId = element.Member("bindingId").Text();
        return (BindingNames.ProblemOfIdentity(identity) is null ? identity : null, BindingNames.ProblemOfBindingId(bindingId) is null ? bindingId : null);
    }

    private static string Join(string path, string field) => path.Length == 0 ? field : field.Length == 0 ? path : $"{path}.{field}";

    private static JsonDocument? Parse(ReadOnlyMemory<byte> json, out BindingProblem? problem)
    {
        problem = null;
        if (json.Span.StartsWith(ByteOrderMark))
            json = json[ByteOrderMark.Length..];
        if (json.Length > MaxBodyBytes)
            problem = new BindingProblem("", $"This is longer than {MaxBodyBytes} bytes.");
        else if (!Utf8.IsValid(json.Span))
            problem = new BindingProblem("", "This is not valid UTF-8.");
        if (problem is not null)
            return null;
        try
        {
            return JsonDocument.Parse(json);
        }
        catch (JsonException malformed)
        {
            problem = new BindingProblem("", $"This is not valid JSON (line {malformed.LineNumber + 1}, byte {malformed.BytePositionInLine + 1}).");
            return null;
        }
    }
}

/// <summary>A binding, or what is wrong with it.</summary>
/// <param name="Binding">Null when there are problems.</param>
/// <param name="Problems">The first <see cref="MaxProblems"/> of them.</param>
internal sealed record BindingReading(ClientBinding? Binding, IReadOnlyList<BindingProblem> Problems)
{
    /// <summary>So many problems are told of one binding.</summary>
    public const int MaxProblems = 5;

    /// <summary>A reading with one problem.</summary>
    public static BindingReading Refused(string field, string detail) => new(null, [new BindingProblem(field, detail)]);
}

/// <summary>What is wrong with a binding, and where.</summary>
/// <param name="Field">Its path in the JSON, for instance <c>fcm.registrationToken</c>; empty for the whole.</param>
/// <param name="Detail">A sentence.</param>
internal sealed record BindingProblem(string Field, string Detail);

/// <summary>Checks whether the configured channels can reach a binding's device.</summary>
internal interface IChannelAvailability
{
    /// <summary>Returns why the binding is refused: its channel is off, or may not send to its URL. Null if the device can be reached.</summary>
    BindingProblem? Check(ClientBinding binding);
}
