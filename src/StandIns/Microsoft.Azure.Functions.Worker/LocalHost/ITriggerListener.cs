namespace Microsoft.Azure.Functions.Worker.LocalHost;

/// <summary>What an extension brings to the host: something that listens on behalf of the functions of one trigger type.</summary>
internal interface ITriggerListener
{
    /// <summary>The binding type, such as <c>httpTrigger</c>.</summary>
    string TriggerType { get; }

    /// <summary>Begins to take work.</summary>
    /// <exception cref="HostStartException">It cannot listen; the message is for the user.</exception>
    Task StartAsync(CancellationToken cancellationToken);

    /// <summary>Takes no new work and completes when what runs has finished; when the token is cancelled, what runs is told to stop.</summary>
    Task StopAsync(CancellationToken cancellationToken);

    /// <summary>Where the function is reached, for the list at start.</summary>
    string Describe(Function function);
}
