using System.ComponentModel;

namespace Azure.Storage.Queues.Models;

/// <summary>Whom an Entra token is meant for: all of Azure Storage, or one account.</summary>
public readonly struct QueueAudience : IEquatable<QueueAudience>
{
    private readonly string value;

    public QueueAudience(string value)
    {
        ArgumentException.ThrowIfNullOrEmpty(value);
        this.value = value;
    }

    public static QueueAudience PublicAudience { get; } = new("https://storage.azure.com");

    /// <summary>What is asked of the token credential.</summary>
    internal string Scope => $"{value.TrimEnd('/')}/.default";

    public static implicit operator QueueAudience(string value) => new(value);

    public static bool operator ==(QueueAudience left, QueueAudience right) => left.Equals(right);

    public static bool operator !=(QueueAudience left, QueueAudience right) => !left.Equals(right);

    public static QueueAudience CreateQueueServiceAccountAudience(string storageAccountName)
    {
        ArgumentException.ThrowIfNullOrEmpty(storageAccountName);
        return new QueueAudience($"https://{storageAccountName}.queue.core.windows.net");
    }

    public bool Equals(QueueAudience other) => string.Equals(value, other.value, StringComparison.InvariantCultureIgnoreCase);

    [EditorBrowsable(EditorBrowsableState.Never)]
    public override bool Equals(object? obj) => obj is QueueAudience other && Equals(other);

    [EditorBrowsable(EditorBrowsableState.Never)]
    public override int GetHashCode() => value is null ? 0 : StringComparer.InvariantCultureIgnoreCase.GetHashCode(value);

    public override string ToString() => value;
}
