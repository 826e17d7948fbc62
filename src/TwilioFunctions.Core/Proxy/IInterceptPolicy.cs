using TwilioFunctions.Core.Calls;

namespace TwilioFunctions.Core.Proxy;

/// <summary>
/// Decides whether a Proxy interaction may go on. Register your own after <c>AddTwilioFunctionsCore</c>, and it takes the place of the
/// one of the settings. It has <see cref="InterceptDecider.PolicyDeadline"/>; when it takes longer or throws,
/// <see cref="ProxyOptions.OnPolicyFailure"/> decides.
/// </summary>
public interface IInterceptPolicy
{
    /// <summary>Whether the interaction may go on. The same one may be asked for twice and should then be decided the same.</summary>
    Task<InterceptDecision> DecideAsync(ProxyInteraction interaction, CancellationToken cancellationToken);
}
