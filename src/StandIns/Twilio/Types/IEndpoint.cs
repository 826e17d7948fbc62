namespace Twilio.Types;

/// <summary>What can be called or written to.</summary>
public interface IEndpoint
{
    string? ToString();
}
