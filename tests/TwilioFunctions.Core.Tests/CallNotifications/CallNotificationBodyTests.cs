using System.Security.Cryptography;
using System.Text;
using TwilioFunctions.Core.CallNotifications;
using TwilioFunctions.Core.Messages;

namespace TwilioFunctions.Core.Tests.CallNotifications;

public sealed class CallNotificationBodyTests
{
    [Fact]
    public void TwiliosExample_IsReadAndItsTextIsKept()
    {
        var json = Notifications.Json("bob");

        var body = Parse(json);

        Assert.Null(body.Problem);
        Assert.Equal(
            (Notifications.MessageId, Notifications.AccountSid, Notifications.CallSid, "bob", json),
            (body.Notification!.MessageId, body.Notification.AccountSid, body.Notification.CallSid, body.Notification.Identity, body.Notification.Json));
    }

    [Theory]
    [InlineData("bob:desk:2")]
    [InlineData("client:bob")]
    [InlineData(" a/b%2F?#=|\\\\ü😀 ")]
    [InlineData(":")]
    public void Identity_IsAllThatFollowsThePrefix(string identity) =>
        Assert.Equal(identity.Replace("\\\\", "\\", StringComparison.Ordinal), Parse(Notifications.Json(identity)).Notification!.Identity);

    [Theory]
    [InlineData("", "", "empty")]
    [InlineData(" ", "", "line 1")]
    [InlineData("null", "", "this is null")]
    [InlineData("[]", "", "this is an array")]
    [InlineData("{", "", "not valid JSON")]
    [InlineData("\uFEFF{}", "", "not valid JSON")]
    [InlineData("{}", "/twi_message_type", "twilio.voice.call")]
    [InlineData("""{"twi_message_type":7}""", "/twi_message_type", "twilio.voice.call")]
    [InlineData("""{"twi_message_type":"twilio.voice.cancel"}""", "/twi_message_type", "twilio.voice.call")]
    [InlineData("""{"twi_message_type":"twilio.voice.call"}""", "/twi_message_id", "not empty")]
    [InlineData("""{"twi_message_type":"twilio.voice.call","twi_message_id":""}""", "/twi_message_id", "not empty")]
    [InlineData("""{"twi_message_type":"twilio.voice.call","twi_message_id":"\ud800"}""", "/twi_message_id", "not empty")]
    [InlineData("""{"twi_message_type":"twilio.voice.call","twi_message_id":"WB1"}""", "/twi_account_sid", "not empty")]
    [InlineData("""{"twi_message_type":"twilio.voice.call","twi_message_id":"WB1","twi_account_sid":"AC1"}""", "/twi_call_sid", "not empty")]
    [InlineData("""{"twi_message_type":"twilio.voice.call","twi_message_id":"WB1","twi_account_sid":"AC1","twi_call_sid":"CA1"}""", "/twi_to", "client:")]
    [InlineData("""{"twi_message_type":"twilio.voice.call","twi_message_id":"WB1","twi_account_sid":"AC1","twi_call_sid":"CA1","twi_to":"bob"}""", "/twi_to", "client:")]
    [InlineData("""{"twi_message_type":"twilio.voice.call","twi_message_id":"WB1","twi_account_sid":"AC1","twi_call_sid":"CA1","twi_to":"Client:bob"}""", "/twi_to", "client:")]
    [InlineData("""{"twi_message_type":"twilio.voice.call","twi_message_id":"WB1","twi_account_sid":"AC1","twi_call_sid":"CA1","twi_to":"client:"}""", "/twi_to", "client:")]
    public void WhatIsNoNotification_IsAProblemWithItsPlace(string json, string location, string hint)
    {
        var body = Parse(json);

        Assert.Null(body.Notification);
        Assert.Equal(location, body.Problem!.Location);
        Assert.Contains(hint, body.Problem.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void WhatNoKeyCanHold_IsAProblem()
    {
        Assert.Equal("/twi_message_id", Parse(Notifications.Json("bob", messageId: new string('W', 129))).Problem?.Location);
        Assert.Null(Parse(Notifications.Json("bob", messageId: new string('W', 128))).Problem);
        Assert.Equal("/twi_call_sid", Parse(Notifications.Json("bob", callSid: new string('/', 52))).Problem?.Location);
        Assert.Equal("/twi_to", Parse(Notifications.Json(new string('b', 257))).Problem?.Location);
        Assert.Null(Parse(Notifications.Json(new string('/', 256))).Problem);
    }

    [Fact]
    public void RepeatedMember_CountsAsItWasWrittenLast()
    {
        var json = Notifications.Json("bob").Replace("{", """{"twi_to":"client:alice",""", StringComparison.Ordinal);

        Assert.Equal(("bob", json), (Parse(json).Notification!.Identity, Parse(json).Notification!.Json));
    }

    [Fact]
    public void AccountSid_IsReadOfAMalformedBodyToo() =>
        Assert.Equal("AC1", Parse("""{"twi_account_sid":"AC1"}""").AccountSid);

    [Fact]
    public void NestedTooDeep_IsAProblem() =>
        Assert.Contains("64 levels", Parse($$"""{"a":{{new string('[', 64)}}{{new string(']', 64)}}}""").Problem!.Detail, StringComparison.Ordinal);

    [Fact]
    public void MoreThanOneMebibyte_IsTooLargeAndNoProblemOfTheSender()
    {
        var body = CallNotificationBody.Parse(new byte[MessageSender.MaxPayloadBytes + 1]);

        Assert.True(body.IsTooLarge);
        Assert.Null(body.Problem);
    }

    [Fact]
    public void OneMebibyte_IsRead()
    {
        var json = Notifications.Json("bob");
        json = json[..^1] + new string(' ', MessageSender.MaxPayloadBytes - json.Length) + "}";

        Assert.Equal(json, Parse(json).Notification!.Json);
    }

    [Fact]
    public void InvalidUtf8_IsAProblem() =>
        Assert.Contains("UTF-8", CallNotificationBody.Parse(new byte[] { (byte)'{', 0xFF, (byte)'}' }).Problem!.Detail, StringComparison.Ordinal);

    [Fact]
    public void MutatedBodies_NeverThrow()
    {
        var bytes = Encoding.UTF8.GetBytes(Notifications.Json("b\\u00f6b"));
        for (var round = 0; round < 5000; round++)
        {
            var mutated = (byte[])bytes.Clone();
            for (var change = RandomNumberGenerator.GetInt32(1, 4); change > 0; change--)
                mutated[RandomNumberGenerator.GetInt32(mutated.Length)] = (byte)RandomNumberGenerator.GetInt32(256);

            var body = CallNotificationBody.Parse(mutated);

            Assert.True(body.Notification is null != body.Problem is null);
            if (body.Notification is not null)
                Assert.Equal(mutated, Encoding.UTF8.GetBytes(body.Notification.Json));
        }
    }

    private static CallNotificationBody Parse(string json) => CallNotificationBody.Parse(Encoding.UTF8.GetBytes(json));
}
