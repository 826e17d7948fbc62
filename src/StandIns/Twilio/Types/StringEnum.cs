namespace Twilio.Types;

/// <summary>A value of a list that Twilio may make longer: any text can be made one.</summary>
public abstract class StringEnum
{
    private string? value;

    protected StringEnum()
    {
    }

    protected StringEnum(string value) => this.value = value;

    public static bool operator ==(StringEnum? a, StringEnum? b) => a is null ? b is null : a.Equals(b);

    public static bool operator !=(StringEnum? a, StringEnum? b) => !(a == b);

    public void FromString(string value) => this.value = value;

    public override bool Equals(object? obj) => obj is StringEnum other && other.GetType() == GetType() && other.value == value;

    public override int GetHashCode() => value?.GetHashCode(StringComparison.Ordinal) ?? 0;

    public override string? ToString() => value;
}
