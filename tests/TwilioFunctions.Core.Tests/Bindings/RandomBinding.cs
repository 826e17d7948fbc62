using FsCheck;
using FsCheck.Fluent;
using TwilioFunctions.Core.Bindings;

namespace TwilioFunctions.Core.Tests.Bindings;

/// <summary>Bindings of every channel, with texts up to their limits.</summary>
internal static class RandomBinding
{
    private const string IdLetters = "abcXYZ0189._~-";

    private static Gen<string> Id => Letters(IdLetters, 1, 128).Where(id => id is not ("." or ".."));

    private static Gen<string> AnyText(int max) => RandomIdentity.Generator.Select(text => text.Length <= max ? text : "short");

    private static Gen<string> Secret => Gen.ArrayOf(Gen.Choose(0, 255).Select(number => (byte)number))
        .Select(bytes => "whsec_" + Convert.ToBase64String([.. bytes.Concat(new byte[24]).Take(Math.Clamp(bytes.Length, 24, 64))]));

    private static Gen<ChannelAddress> Address => Gen.OneOf(
        Letters("abcXYZ019:_-", 1, 4096).Select(token => (ChannelAddress)new FcmAddress(token)),
        Letters("0123456789abcdefABCDEF", 2, 200).SelectMany(token => Letters("abcXYZ019.-", 1, 155), (token, bundle) => (ChannelAddress)new ApnsAddress(
            token[..(token.Length & ~1)], bundle, (ApnsEnvironment)(token.Length / 2 % 2), (ApnsPushType)(bundle.Length % 2))),
        Gen.Constant<ChannelAddress>(new WebPubSubAddress()),
        Letters("abc/?=&%25", 0, 2000).SelectMany(path => Secret.Two(), (path, secrets) => (ChannelAddress)new WebhookAddress(
            "https://example.com/" + path, secrets.Item1, path.Length % 2 == 0 ? secrets.Item2 : null)));

    private static Gen<Dictionary<string, string>> Labels => Gen.Choose(0, 16)
        .SelectMany(count => Gen.ListOf(AnyText(64).SelectMany(name => AnyText(256), (name, value) => (name, value)), count))
        .Select(labels => labels.DistinctBy(label => label.name).ToDictionary(label => label.name, label => label.value));

    public static Gen<ClientBinding> Generator(string accountSid) =>
        from identity in RandomIdentity.Generator
        from id in Id
        from address in Address
        from deviceId in AnyText(256).OrNull()
        from labels in Labels
        select new ClientBinding
        {
            AccountSid = accountSid,
            Identity = identity,
            BindingId = id,
            Address = address,
            DeviceId = deviceId,
            Labels = labels,
            CreatedAt = new DateTimeOffset(2026, 11, 21, 10, 0, 0, TimeSpan.Zero),
            UpdatedAt = new DateTimeOffset(2026, 11, 21, 10, 0, 0, TimeSpan.Zero),
        };

    public static Arbitrary<ClientBinding> Arbitrary(string accountSid) => Generator(accountSid).ToArbitrary();

    private static Gen<string> Letters(string letters, int min, int max) =>
        Gen.Choose(min, max).SelectMany(length => Gen.ListOf(Gen.Elements(letters.ToCharArray()), length)).Select(string.Concat);
}
