namespace TwilioFunctions.Core.Bindings;

/// <summary>What became of one operation of a batch.</summary>
public enum BatchStatus
{
    /// <summary>There was no binding of this id before.</summary>
    Created,

    /// <summary>It stands in the place of the one before.</summary>
    Replaced,

    /// <summary>It is gone.</summary>
    Deleted,

    /// <summary>There was none to delete.</summary>
    NotFound,

    /// <summary>The operation is malformed, or storage will never take it; nothing was changed.</summary>
    Invalid,

    /// <summary>The identity has as many bindings as <see cref="BindingsOptions.MaxPerIdentity"/> allows; nothing was changed.</summary>
    TooMany,

    /// <summary>Others wrote the same binding again and again at the same time; nothing was changed.</summary>
    Contended,

    /// <summary>Storage failed: whether it was written is not known. It can be sent again.</summary>
    Unavailable,
}
