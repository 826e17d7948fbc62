namespace TwilioFunctions.Azurite;

/// <summary>The ports that Azurite listens on, all on 127.0.0.1.</summary>
public sealed record AzuritePorts(int Blob, int Queue, int Table)
{
    /// <summary>The ports that <c>UseDevelopmentStorage=true</c> means.</summary>
    public static AzuritePorts Default { get; } = new(10000, 10001, 10002);

    /// <summary>Returns three ports that are reserved for this process.</summary>
    public static AzuritePorts Free() => new(PortReservation.Next(), PortReservation.Next(), PortReservation.Next());

    /// <summary>The ports as people read them.</summary>
    public override string ToString() => $"{Blob}, {Queue}, {Table}";
}
