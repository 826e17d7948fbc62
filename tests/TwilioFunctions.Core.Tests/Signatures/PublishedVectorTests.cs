using System.Text;
using TwilioFunctions.Core.Signatures;

namespace TwilioFunctions.Core.Tests.Signatures;

public sealed class PublishedVectorTests
{
    public static TheoryData<string> Ids => [.. PublishedVector.All.Select(vector => vector.Id)];

    [Theory]
    [MemberData(nameof(Ids))]
    public void RequestAsReceived_IsAcceptedOrRefusedAsPublished(string id)
    {
        var vector = Vector(id);

        var verification = Verifiers.With(vector.AuthToken).Verify(Request(vector, vector.Url), Verifiers.AccountSid);

        Assert.Equal(vector.ExpectedValid, verification.Result == SignatureResult.Valid);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void RequestBehindAProxy_IsAcceptedOrRefusedAsPublished(string id)
    {
        var vector = Vector(id);
        var path = vector.Url.IndexOf('/', vector.Url.IndexOf("://", StringComparison.Ordinal) + 3);

        var verification = Verifiers.With(vector.AuthToken, vector.Url[..path])
            .Verify(Request(vector, "http://localhost:7071" + vector.Url[path..]), Verifiers.AccountSid);

        Assert.Equal(vector.ExpectedValid, verification.Result == SignatureResult.Valid);
    }

    [Theory]
    [InlineData("neg-null-signature", SignatureResult.MissingSignature)]
    [InlineData("neg-empty-signature", SignatureResult.MissingSignature)]
    [InlineData("neg-json-no-bodysha", SignatureResult.MissingBodyHash)]
    [InlineData("neg-wrong-signature", SignatureResult.Mismatch)]
    [InlineData("neg-host-case", SignatureResult.Mismatch)]
    internal void RefusedRequest_SaysWhy(string id, SignatureResult expected)
    {
        var vector = Vector(id);

        var verification = Verifiers.With(vector.AuthToken).Verify(Request(vector, vector.Url), Verifiers.AccountSid);

        Assert.Equal(expected, verification.Result);
    }

    private static PublishedVector Vector(string id) => PublishedVector.All.Single(vector => vector.Id == id);

    private static SignedRequest Request(PublishedVector vector, string url) => vector.Kind switch
    {
        "json" => Verifiers.Post(url, vector.Signature, "application/json", Encoding.UTF8.GetBytes(vector.Body!)),
        "get" => Verifiers.Get(url, vector.Signature),
        _ => Verifiers.PostForm(url, vector.Signature, vector.Parameters),
    };
}
