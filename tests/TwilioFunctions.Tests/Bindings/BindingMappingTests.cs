using System.Text;
using System.Text.Json;
using TwilioFunctions.Bindings;
using TwilioFunctions.Contracts;
using TwilioFunctions.Core.Bindings;

namespace TwilioFunctions.Tests.Bindings;

/// <summary>A response and an export have the same JSON.</summary>
public sealed class BindingMappingTests
{
    public static TheoryData<int> Cases => [.. Enumerable.Range(0, Addresses.Length)];

    private static readonly ChannelAddress[] Addresses =
    [
        new FcmAddress("token:1"),
        new ApnsAddress("00fc", "com.example.app", ApnsEnvironment.Sandbox, ApnsPushType.Alert),
        new WebPubSubAddress(),
        new WebhookAddress("https://example.com/ring?a=1&b=ü", "whsec_1+/=", "whsec_2"),
        new WebhookAddress("https://example.com", "whsec_1", null),
    ];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Response_IsTheJsonOfAnExport(int address)
    {
        var binding = new ClientBinding
        {
            AccountSid = "AC00000000000000000000000000000000",
            Identity = "zoë <a&b> \"c\" \ud83d\ude00 \ud83d",
            BindingId = "pixel-9",
            Address = Addresses[address],
            DeviceId = address % 2 == 0 ? "device" : null,
            Labels = address % 2 == 0 ? new Dictionary<string, string> { ["team"] = "süd" } : new Dictionary<string, string>(),
            CreatedAt = new DateTimeOffset(2026, 11, 21, 12, 49, 41, TimeSpan.FromHours(2)),
            UpdatedAt = new DateTimeOffset(2026, 11, 21, 10, 49, 41, TimeSpan.Zero).AddTicks(1_234_560),
        };

        foreach (var withSecrets in (bool[])[true, false])
        {
            Assert.Equal(
                Encoding.UTF8.GetString(ClientBindingJson.Write(binding, withSecrets)),
                JsonSerializer.Serialize(binding.ToResponse(withSecrets), ContractsJson.Api.BindingResponse));
        }
    }
}
