namespace Azure.Storage.StandIns.Shared;

/// <summary>What an endpoint was made of; the services' clients differ in what they accept.</summary>
internal enum EndpointOrigin
{
    /// <summary>The endpoint itself was given, or the emulator's was meant.</summary>
    Explicit,

    /// <summary>An account's name and the suffix of its cloud were given.</summary>
    AccountNameAndSuffix,

    /// <summary>An account's name was given; the suffix is the public cloud's.</summary>
    AccountName,
}
