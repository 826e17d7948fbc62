using System.Net;
using Microsoft.Azure.Functions.Worker.Http;
using TwilioFunctions.AccessTokens;
using TwilioFunctions.Contracts;
using TwilioFunctions.Core.Bindings;
using TwilioFunctions.Core.Signatures;
using TwilioFunctions.Http;

namespace TwilioFunctions.Bindings;

/// <summary>The binding, or the identity with its bindings, that a URL names.</summary>
/// <param name="AccountSid">The account, spelled as it is configured.</param>
/// <param name="Identity">The client identity.</param>
/// <param name="BindingId">Empty if the URL names all bindings of the identity.</param>
internal sealed record BindingPath(string AccountSid, string Identity, string BindingId)
{
    private const string NotEncoded = "Its percent escapes are not those of UTF-8 text.";

    /// <summary>Returns null and a problem if the account is not configured. <paramref name="fromEnd"/> is the position of its segment, 1 being the last.</summary>
    public static string? ReadAccount(HttpRequestData request, TwilioOptions options, int fromEnd, out ProblemResponse? problem)
    {
        var sid = request.Segment(fromEnd);
        var account = options.FindAccount(sid);
        problem = (sid, account) switch
        {
            (null, _) => BindingResponses.InvalidPath([new BindingProblem("accountSid", NotEncoded)]),
            (_, null) => Problems.Create(
                ProblemTypes.UnknownAccount,
                HttpStatusCode.NotFound,
                "This account is not configured.",
                "accountSid must be one of the accounts of this app, which are those of the settings Twilio__Accounts__N__AccountSid."),
            _ => null,
        };
        return account?.AccountSid;
    }

    /// <summary><c>accounts/{accountSid}/identities/{identity}/bindings</c>: returns null and a problem if the path is invalid.</summary>
    public static BindingPath? ReadIdentity(HttpRequestData request, TwilioOptions options, out ProblemResponse? problem) =>
        ReadAccount(request, options, 4, out problem) is { } accountSid ? Check(accountSid, request.Segment(2), "", out problem) : null;

    /// <summary><c>accounts/{accountSid}/identities/{identity}/bindings/{bindingId}</c>: returns null and a problem if the path is invalid.</summary>
    public static BindingPath? Read(HttpRequestData request, TwilioOptions options, out ProblemResponse? problem) =>
        ReadAccount(request, options, 5, out problem) is { } accountSid ? Check(accountSid, request.Segment(3), request.Segment(1), out problem) : null;

    /// <summary><c>me/bindings</c>: returns null and a problem if the identity is invalid.</summary>
    public static BindingPath? ReadMine(AuthenticatedClient client, out ProblemResponse? problem) =>
        Check(client.AccountSid, client.Identity, "", out problem);

    /// <summary><c>me/bindings/{bindingId}</c>: returns null and a problem if the path is invalid.</summary>
    public static BindingPath? ReadMine(HttpRequestData request, AuthenticatedClient client, out ProblemResponse? problem) =>
        Check(client.AccountSid, client.Identity, request.Segment(1), out problem);

    private static BindingPath? Check(string accountSid, string? identity, string? bindingId, out ProblemResponse? problem)
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
        problem = errors.Length == 0 ? null : BindingResponses.InvalidPath(errors);
        return errors.Length == 0 ? new BindingPath(accountSid, identity!, bindingId!) : null;
    }
}
