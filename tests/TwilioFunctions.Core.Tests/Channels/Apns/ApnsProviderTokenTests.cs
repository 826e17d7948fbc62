using System.Security.Cryptography;
using Microsoft.Extensions.Time.Testing;
using TwilioFunctions.Core.Channels.Apns;

namespace TwilioFunctions.Core.Tests.Channels.Apns;

public sealed class ApnsProviderTokenTests : IDisposable
{
    private readonly ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly FakeTimeProvider time = new();

    [Fact]
    public void Token_IsReusedForFiftyMinutesAndThenRenewed()
    {
        var provider = Provider();
        var first = provider.Current();

        time.Advance(ApnsProviderToken.MaxAge - TimeSpan.FromSeconds(1));
        Assert.Equal(first, provider.Current());

        time.Advance(TimeSpan.FromSeconds(1));
        Assert.NotEqual(first, provider.Current());
    }

    [Fact]
    public void ManyThreadsAtOnce_GetOneToken()
    {
        var provider = Provider();

        var tokens = new string[1000];
        Parallel.For(0, tokens.Length, index => tokens[index] = provider.Current());

        Assert.Single(tokens.Distinct());
    }

    [Fact]
    public void OneTokenRefusedToMany_IsReplacedOnce()
    {
        var provider = Provider();
        var refused = provider.Current();

        var tokens = new string?[1000];
        Parallel.For(0, tokens.Length, index => tokens[index] = provider.InsteadOf(refused));

        var other = Assert.Single(tokens.Distinct());
        Assert.NotNull(other);
        Assert.NotEqual(refused, other);
        Assert.Equal(other, provider.Current());
    }

    [Fact]
    public void ReplacementRefusedToo_IsReplacedAfterTwentyMinutes()
    {
        var provider = Provider();
        var replacement = provider.InsteadOf(provider.Current())!;

        time.Advance(ApnsProviderToken.MinAge - TimeSpan.FromSeconds(1));
        Assert.Null(provider.InsteadOf(replacement));
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.NotNull(provider.InsteadOf(replacement));
    }

    public void Dispose() => key.Dispose();

    private ApnsProviderToken Provider() => new("TEAM123456", "KEY1234567", key, time);
}
