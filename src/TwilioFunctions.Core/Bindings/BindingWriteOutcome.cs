namespace TwilioFunctions.Core.Bindings;

/// <summary>What became of a write.</summary>
public enum BindingWriteOutcome
{
    /// <summary>There was none of this id before.</summary>
    Created,

    /// <summary>It stands in the place of the one before.</summary>
    Replaced,

    /// <summary>It is gone.</summary>
    Deleted,

    /// <summary>There was none to delete.</summary>
    NotFound,

    /// <summary>The <see cref="WriteCondition"/> did not hold; nothing was changed.</summary>
    PreconditionFailed,

    /// <summary>The identity has as many bindings as <see cref="BindingsOptions.MaxPerIdentity"/> allows; nothing was changed.</summary>
    TooMany,

    /// <summary>Others wrote it again and again at the same time; nothing was changed.</summary>
    Contended,
}
