using System.Text.Json.Serialization;
using TwilioFunctions.Core.Bindings;
using TwilioFunctions.Core.Storage;
using TwilioFunctions.Http;

namespace TwilioFunctions.Bindings;

/// <summary>A page of an account's bindings.</summary>
internal sealed record BindingListDocument(IReadOnlyList<BindingDocument> Bindings, string? ContinuationToken)
{
    public static BindingListDocument Of(ResultPage<ClientBinding> page) =>
        new([.. page.Items.Select(binding => new BindingDocument(binding, WithSecrets: true))], page.ContinuationToken);
}

/// <summary>All the bindings of an identity.</summary>
internal sealed record IdentityBindingsDocument(IReadOnlyList<BindingDocument> Bindings);

/// <summary>How many bindings were deleted.</summary>
internal sealed record DeletedBindingsDocument(int Deleted);

/// <summary>What became of the operations of a batch, in their order.</summary>
internal sealed record BatchResultsDocument(IReadOnlyList<BatchResultDocument> Results);

/// <summary>What became of one operation.</summary>
/// <param name="Status">The HTTP status that the operation alone would have been answered with.</param>
internal sealed record BatchResultDocument(int Status, string? Identity, string? BindingId)
{
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<ProblemError>? Errors { get; init; }

    public static BatchResultDocument Of(BatchResult result) =>
        new(result.Status.HttpStatus(), result.Identity, result.BindingId) { Errors = BindingAnswers.Errors(result.Problems) };
}

/// <summary>What became of one line of an import.</summary>
/// <param name="Line">The first is 1; empty ones count, but are not answered.</param>
/// <param name="Status">The HTTP status that the line alone would have been answered with.</param>
internal sealed record ImportedLineDocument(int Line, int Status, string? Identity, string? BindingId)
{
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<ProblemError>? Errors { get; init; }

    public static ImportedLineDocument Of(ImportedLine line) =>
        new(line.Number, line.Result.Status.HttpStatus(), line.Result.Identity, line.Result.BindingId) { Errors = BindingAnswers.Errors(line.Result.Problems) };
}
