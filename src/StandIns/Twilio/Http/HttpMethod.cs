namespace Twilio.Http;

/// <summary>How Twilio asks a URL, in upper case.</summary>
public class HttpMethod
{
    public static readonly HttpMethod Get = new("GET");
    public static readonly HttpMethod Post = new("POST");
    public static readonly HttpMethod Patch = new("PATCH");
    public static readonly HttpMethod Put = new("PUT");
    public static readonly HttpMethod Delete = new("DELETE");

    private readonly string value;

    public HttpMethod(string method) => value = method.ToUpperInvariant();

    public static implicit operator HttpMethod(string value) => new(value);

    public override bool Equals(object? obj) => obj is HttpMethod other && other.GetType() == typeof(HttpMethod) && other.value == value;

    public override int GetHashCode() => value.GetHashCode(StringComparison.Ordinal);

    public override string ToString() => value;
}
