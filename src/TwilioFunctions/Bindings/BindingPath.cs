using System.Net;
using Microsoft.Azure.Functions.Worker.Http;
using TwilioFunctions.AccessTokens;
using TwilioFunctions.Core.Bindings;
using TwilioFunctions.Core.Signatures;
using TwilioFunctions.Http;

namespace TwilioFunctions.Bindings;

/// <summary>Which binding, or whose bindings, a URL names.</summary>
/// <param name="AccountSid">Spelled as it is configured.</param>
/// <param name="Identity">The client identity.</param>
/// <param name="BindingId">Empty where the URL names all of the identity's.</param>
internal sealed record BindingPath(string AccountSid, string Identity, string BindingId)
{
    private const string NotEncoded = "Its percent escapes are not those of UTF-8 text.";

    /// <summary>Null, and the answer, for an account that is not configured. <paramref name="fromEnd"/> counts its segment, 1 being the last.</summary>
    public static string? ReadAccount(HttpRequestData request, TwilioOptions options, int fromEnd, out ProblemDocument? problem)
    {
        var sid = request.Segment(fromEnd);
        var account = options.FindAccount(sid);
        problem = (sid, account) switch
        {
            (null, _) => BindingAnswers.Refusal([new BindingProblem("accountSid", NotEncoded)]),
            (_, null) => new ProblemDocument(
                ProblemTypes.UnknownAccount,
                "This account is not configured.",
                (int)HttpStatusCode.NotFound,
                "accountSid must be one of the accounts of this app, which are those of the settings Twilio__Accounts__N__AccountSid."),
            _ => null,
        };
        return account?.AccountSid;
    }

    /// <summary><c>accounts/{accountSid}/identities/{identity}/bindings</c>; null, and the answer, where it names nothing.</summary>
    public static BindingPath? ReadIdentity(HttpRequestData request, TwilioOptions options, out ProblemDocument? problem) =>
        ReadAccount(request, options, 4, out problem) is { } accountSid ? Check(accountSid, request.Segment(2), "", out problem) : null;

    /// <summary><c>accounts/{accountSid}/identities/{identity}/bindings/{bindingId}</c>; null, and the answer, where it names nothing.</summary>
    public static BindingPath? Read(HttpRequestData request, TwilioOptions options, out ProblemDocument? problem) =>
        ReadAccount(request, options, 5, out problem) is { } accountSid ? Check(accountSid, request.Segment(3), request.Segment(1), out problem) : null;

    /// <summary><c>me/bindings</c>; null, and the answer, for an identity that can have none.</summary>
    public static BindingPath? ReadMine(AuthenticatedClient client, out ProblemDocument? problem) =>
        Check(client.AccountSid, client.Identity, "", out problem);

    /// <summary><c>me/bindings/{bindingId}</c>; null, and the answer, where it names nothing.</summary>
    public static BindingPath? ReadMine(HttpRequestData request, AuthenticatedClient client, out ProblemDocument? problem) =>
        Check(client.AccountSid, client.Identity, request.Segment(1), out problem);

    private static BindingPath? Check(string accountSid, string? identity, string? bindingId, out ProblemDocument? problem)
    {
        var wrongIdentity = identity is null ? NotEncoded : BindingNames.ProblemOfIdentity(identity);
        var wrongId = bindingId switch
        {
            null => NotEncoded,
            "" => null,
            _ => BindingNames.ProblemOfBindingId(bindingId),
        };
        BindingProblem[] errors =
        [
            .. wrongIdentity is null ? [] : (BindingProblem[])[new("identity", wrongIdentity)],
            .. wrongId is null ? [] : (BindingProblem[])[new("bindingId", wrongId)],
        ];
        problem = errors.Length == 0 ? null : BindingAnswers.Refusal(errors);
        return errors.Length == 0 ? new BindingPath(accountSid, identity!, bindingId!) : null;
    }
}
