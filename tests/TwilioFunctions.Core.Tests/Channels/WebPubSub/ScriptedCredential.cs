using Azure.Core;

namespace TwilioFunctions.Core.Tests.Channels.WebPubSub;

/// <summary>Plays Microsoft Entra: a token for each question, or the exception it is given.</summary>
internal sealed class ScriptedCredential(TimeProvider time, Exception? failure = null) : TokenCredential
{
    public List<string[]> Questions { get; } = [];

    public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken)
    {
        Questions.Add(requestContext.Scopes);
        return failure is null ? new AccessToken($"entra-token-{Questions.Count}", time.GetUtcNow().AddHours(1)) : throw failure;
    }

    public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
        ValueTask.FromResult(GetToken(requestContext, cancellationToken));
}
