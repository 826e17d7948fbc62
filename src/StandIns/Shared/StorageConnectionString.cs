namespace Azure.Storage.StandIns.Shared;

/// <summary>
/// What a connection string says about one service of a storage account.
/// Source: https://learn.microsoft.com/azure/storage/common/storage-configure-connection-string
/// </summary>
internal sealed record StorageConnectionString
{
    // Published by Microsoft for the emulator alone: https://learn.microsoft.com/azure/storage/common/storage-use-azurite
    public const string EmulatorAccountName = "devstoreaccount1";
    public const string EmulatorAccountKey = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    private const string DefaultEndpointSuffix = "core.windows.net";

    /// <summary>The service's endpoint, without the signature.</summary>
    public required Uri Endpoint { get; init; }

    public EndpointOrigin Origin { get; init; }

    /// <summary>Null where the string names none; <see cref="StorageAccountName.Of"/> finds it in the endpoint.</summary>
    public string? AccountName { get; init; }

    public string? AccountKey { get; init; }

    /// <summary>Without its question mark.</summary>
    public string? SharedAccessSignature { get; init; }

    /// <exception cref="FormatException">The string is malformed, or does not say where the service is.</exception>
    public static StorageConnectionString Parse(string connectionString, StorageService service)
    {
        var settings = ConnectionStringSettings.Parse(connectionString);
        if (settings.TryGet("UseDevelopmentStorage", out var emulator) && emulator.Equals("true", StringComparison.OrdinalIgnoreCase))
            return Emulator(settings.GetOrNull("DevelopmentStorageProxyUri"), service);

        return new StorageConnectionString
        {
            Endpoint = ExplicitEndpoint(settings, service) ?? DefaultEndpoint(settings, service),
            Origin = OriginOf(settings, service),
            AccountName = settings.GetOrNull("AccountName"),
            AccountKey = settings.GetOrNull("AccountKey"),
            SharedAccessSignature = settings.GetOrNull("SharedAccessSignature")?.TrimStart('?'),
        };
    }

    private static StorageConnectionString Emulator(string? proxy, StorageService service)
    {
        // A proxy says which scheme and host; the ports stay the emulator's, as in the clients it stands in for.
        var host = proxy is null ? new Uri("http://127.0.0.1") : AbsoluteUri(proxy, "DevelopmentStorageProxyUri");
        return new StorageConnectionString
        {
            Endpoint = new UriBuilder(host.Scheme, host.Host, service.EmulatorPort, EmulatorAccountName).Uri,
            AccountName = EmulatorAccountName,
            AccountKey = EmulatorAccountKey,
        };
    }

    private static Uri? ExplicitEndpoint(ConnectionStringSettings settings, StorageService service) =>
        settings.TryGet(service.EndpointSetting, out var endpoint) ? AbsoluteUri(endpoint, service.EndpointSetting) : null;

    private static Uri DefaultEndpoint(ConnectionStringSettings settings, StorageService service)
    {
        if (!settings.TryGet("AccountName", out var account))
            throw new FormatException("No valid combination of account information found.");
        var scheme = settings.GetOrNull("DefaultEndpointsProtocol") ?? "https";
        var suffix = settings.GetOrNull("EndpointSuffix") ?? DefaultEndpointSuffix;
        return AbsoluteUri($"{scheme}://{account}.{service.HostPrefix}.{suffix}", "AccountName");
    }

    private static EndpointOrigin OriginOf(ConnectionStringSettings settings, StorageService service)
    {
        if (settings.TryGet(service.EndpointSetting, out _))
            return EndpointOrigin.Explicit;
        return settings.TryGet("EndpointSuffix", out _) ? EndpointOrigin.AccountNameAndSuffix : EndpointOrigin.AccountName;
    }

    private static Uri AbsoluteUri(string value, string setting) =>
        Uri.TryCreate(value, UriKind.Absolute, out var uri) && uri.Scheme is ("http" or "https")
            ? uri
            : throw new FormatException($"The setting {setting} does not make an http or https address.");
}
