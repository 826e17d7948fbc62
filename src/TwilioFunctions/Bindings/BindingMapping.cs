using System.Net;
using TwilioFunctions.Contracts;
using TwilioFunctions.Core.Bindings;
using TwilioFunctions.Core.Storage;

namespace TwilioFunctions.Bindings;

/// <summary>Maps bindings to responses. <see cref="ClientBindingJson"/> writes the same JSON into exports.</summary>
internal static class BindingMapping
{
    public static BindingResponse ToResponse(this ClientBinding binding, bool withSecrets) => new(
        binding.AccountSid,
        binding.Identity,
        binding.BindingId,
        binding.Address.Channel,
        binding.Address is FcmAddress fcm ? new FcmBinding(fcm.RegistrationToken) : null,
        binding.Address is ApnsAddress apns
            ? new ApnsBinding(apns.DeviceToken, apns.BundleId, AddressNames.Of(apns.Environment), AddressNames.Of(apns.PushType))
            : null,
        binding.Address is WebhookAddress webhook
            ? new WebhookBindingResponse(webhook.Url, withSecrets ? webhook.Secret : null, withSecrets ? webhook.SecondarySecret : null)
            : null,
        binding.DeviceId,
        binding.Labels.Count == 0 ? null : binding.Labels,
        binding.CreatedAt.UtcDateTime,
        binding.UpdatedAt.UtcDateTime);

    public static BindingListResponse ToResponse(this ResultPage<ClientBinding> page) =>
        new([.. page.Items.Select(binding => binding.ToResponse(withSecrets: true))], page.ContinuationToken);

    public static BatchResultResponse ToResponse(this BatchResult result) =>
        new(StatusOf(result.Status), result.Identity, result.BindingId, ToErrors(result.Problems));

    public static ImportedLineResponse ToResponse(this ImportedLine line) =>
        new(line.Number, StatusOf(line.Result.Status), line.Result.Identity, line.Result.BindingId, ToErrors(line.Result.Problems));

    public static IReadOnlyList<ProblemError>? ToErrors(IReadOnlyList<BindingProblem> problems) =>
        problems.Count == 0 ? null : [.. problems.Select(problem => new ProblemError(null, problem.Field, problem.Detail))];

    /// <summary>Returns the status of the response that the operation alone would get.</summary>
    private static int StatusOf(BatchStatus status) => (int)(status switch
    {
        BatchStatus.Created => HttpStatusCode.Created,
        BatchStatus.Replaced => HttpStatusCode.OK,
        BatchStatus.Deleted => HttpStatusCode.NoContent,
        BatchStatus.NotFound => HttpStatusCode.NotFound,
        BatchStatus.Invalid => HttpStatusCode.BadRequest,
        BatchStatus.TooMany or BatchStatus.Contended => HttpStatusCode.Conflict,
        _ => HttpStatusCode.ServiceUnavailable,
    });
}
