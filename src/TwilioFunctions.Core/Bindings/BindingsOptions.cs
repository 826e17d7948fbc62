namespace TwilioFunctions.Core.Bindings;

/// <summary>How many bindings are kept: section <c>Bindings</c>.</summary>
public sealed class BindingsOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Bindings";

    /// <summary>How many bindings an identity may have, from 1 to 10,000. Each of them is rung by one call.</summary>
    public int MaxPerIdentity { get; set; } = 100;
}
