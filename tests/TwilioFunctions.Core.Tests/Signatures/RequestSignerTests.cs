using System.Text;
using TwilioFunctions.Cli.Signing;
using TwilioFunctions.Core.Signatures;
using TwilioFunctions.Testing;

namespace TwilioFunctions.Core.Tests.Signatures;

/// <summary>What signs for the developer's tool is what the npm package signs.</summary>
[Collection(nameof(NodeTwilioTests))]
public sealed class RequestSignerTests(NodeTwilioFixture fixture)
{
    private static readonly KeyValuePair<string, string>[] Parameters =
    [
        new("To", "+18005551212"), new("Digits", "5678"), new("digits", " 1 "), new("Digits", "1234"), new("Digits", "5678"),
        new("Empty", ""), new("Ünï", "😀"), new("\uFF5E", "~"), new("😀", "first"),
    ];

    private readonly NodeTwilio node = fixture.Node;

    [Theory]
    [InlineData("https://example.com/x", "token")]
    [InlineData("https://user:pass@Example.com:8443/x?a=%41&b=it's|é", "tökén")]
    public async Task Signatures_AreTheNpmPackages(string url, string token)
    {
        var key = Encoding.UTF8.GetBytes(token);

        Assert.Equal((await node.SignAsync(url, null, null, token)).Signature, RequestSigner.Sign(url, key));
        Assert.Equal((await node.SignAsync(url, Parameters, null, token)).Signature, RequestSigner.SignForm(url, Parameters, key));
    }

    [Theory]
    [InlineData("https://example.com/x", "")]
    [InlineData("https://example.com/x?a=1", """{"é":"😀"}""")]
    public async Task BodyHash_IsTheNpmPackages(string url, string body)
    {
        var expected = await node.SignAsync(url, null, body, "token");

        var hashed = BodyHash.Append(url, Encoding.UTF8.GetBytes(body));

        Assert.Equal(expected, new NodeSignature(hashed, RequestSigner.Sign(hashed, "token"u8)));
        Assert.True(await node.ValidateAsync(hashed, null, body, "token", expected.Signature));
    }
}
