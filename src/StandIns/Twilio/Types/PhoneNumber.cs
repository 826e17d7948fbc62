namespace Twilio.Types;

/// <summary>A telephone number, or whatever text stands for one; nothing is checked.</summary>
public class PhoneNumber : IEndpoint
{
    private readonly string number;

    public PhoneNumber(string number) => this.number = number;

    public static implicit operator PhoneNumber(string number) => new(number);

    public override string ToString() => number;
}
