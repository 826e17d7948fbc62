namespace Azure.Data.Tables.Rest;

internal sealed class NoEntityResponse<T>(Response response) : NullableResponse<T>
{
    public override bool HasValue => false;

    public override T Value => throw new InvalidOperationException("The entity does not exist.");

    public override Response GetRawResponse() => response;
}
