namespace TwilioFunctions.Core.Bindings;

/// <summary>How environments and push types are written in the API and in rows.</summary>
internal static class AddressNames
{
    public static string Of(ApnsEnvironment environment) => environment == ApnsEnvironment.Sandbox ? "sandbox" : "production";

    public static string Of(ApnsPushType pushType) => pushType == ApnsPushType.Alert ? "alert" : "voip";

    public static ApnsEnvironment? Environment(string? name) => name switch
    {
        "production" => ApnsEnvironment.Production,
        "sandbox" => ApnsEnvironment.Sandbox,
        _ => null,
    };

    public static ApnsPushType? PushType(string? name) => name switch
    {
        "voip" => ApnsPushType.Voip,
        "alert" => ApnsPushType.Alert,
        _ => null,
    };
}
