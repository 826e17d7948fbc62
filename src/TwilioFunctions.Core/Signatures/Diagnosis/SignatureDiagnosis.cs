namespace TwilioFunctions.Core.Signatures.Diagnosis;

/// <summary>Why a request is refused, and what mends it.</summary>
public sealed record SignatureDiagnosis
{
    /// <summary>What the running app would find. Its compatibility mode for call notifications is not taken into account.</summary>
    public required SignatureResult Result { get; init; }

    /// <summary>The accounts that the request names, whose keys the app tries; with none, it tries those of all accounts.</summary>
    public required IReadOnlyList<string> AccountSids { get; init; }

    /// <summary>
    /// What was tried: first the request as the app verifies it, then the likeliest others, those with the fewest changes first.
    /// </summary>
    public required IReadOnlyList<SignatureCandidate> Candidates { get; init; }

    /// <summary>The one with the fewest changes that a known key signed; null when none did.</summary>
    public required SignatureCandidate? Match { get; init; }

    /// <summary>Why the app refuses the request, or most likely does; none when it accepts it.</summary>
    public required IReadOnlyList<SignatureCause> Causes { get; init; }

    /// <summary>The settings that make the app accept it; none where no setting can.</summary>
    public required IReadOnlyList<MendingSetting> Settings { get; init; }
}
