using TwilioFunctions.Core.Diagnosis;
using TwilioFunctions.Core.Tests.Signatures;
using static TwilioFunctions.Core.Tests.Diagnosis.DiagnosisScene;

namespace TwilioFunctions.Core.Tests.Diagnosis;

/// <summary>A query that a proxy wrote anew in some places, and a form with one parameter that isn't as it was signed.</summary>
[Collection(nameof(NodeTwilioTests))]
public sealed class RewrittenRequestTests(NodeTwilioFixture twilio)
{
    [Theory]
    [InlineData("a=b%20c+d&From=%2b1415", "a=b+c+d&From=%2b1415", SignatureCause.ReencodedQuery)]
    [InlineData("a=b%20c+d&From=%2b1415", "a=b%20c%20d&From=%2B1415", SignatureCause.ReencodedQuery)]
    [InlineData("a=Ab:c&b=x|y", "a=Ab%3Ac&b=x%7Cy", SignatureCause.ReencodedQuery)]
    [InlineData("To=client:bob%40x&a=1%2C2,3", "To=client%3Abob%40x&a=1%2C2%2C3", SignatureCause.ReencodedQuery)]
    [InlineData("CallSid=CA1&From=y&To=x", "From=y&CallSid=CA1&To=x", SignatureCause.ReorderedQuery)]
    [InlineData("f=1&b=2&e=3&a=4&d=5&c=6", "a=4&b=2&c=6&d=5&e=3&f=1", SignatureCause.ReorderedQuery)]
    [InlineData("a=1&b=2&c=3&d=4&e=5&f=6&h=8&g=7", "a=1&b=2&c=3&d=4&e=5&f=6&g=7&h=8", SignatureCause.ReorderedQuery)]
    internal async Task RewrittenQueryOfAGet_IsNamed(string original, string captured, SignatureCause expected)
    {
        var signature = (await twilio.Node.SignAsync($"{VoiceUrl}?{original}", null, null, Token)).Signature;

        var diagnosis = Diagnose(Get($"{VoiceUrl}?{captured}", signature));

        Assert.Equal([expected], diagnosis.Causes);
        Assert.Equal($"{VoiceUrl}?{original}", diagnosis.Match?.Url);
    }

    [Theory]
    [InlineData("Body=a b", "Body=a+b", SignatureCause.ChangedParameter, "Body")]
    [InlineData("Body=a\r\nb", "Body=a\nb", SignatureCause.ChangedParameter, "Body")]
    [InlineData("Body=a\nb", "Body=a\r\nb", SignatureCause.ChangedParameter, "Body")]
    [InlineData("Body=a & b", "Body=a &amp; b", SignatureCause.ChangedParameter, "Body")]
    [InlineData("Body=<a>", "Body=&lt;a&gt;", SignatureCause.ChangedParameter, "Body")]
    [InlineData("Body=100%25", "Body=100%", SignatureCause.ChangedParameter, "Body")]
    [InlineData("Body=Hello", "Body=hello", SignatureCause.WrongToken, null)]
    [InlineData("Body=HELLO", "Body=hello", SignatureCause.ChangedParameter, "Body")]
    [InlineData("Digits=", "Digits=null", SignatureCause.ChangedParameter, "Digits")]
    [InlineData("Digits= 1 ", "Digits=1", SignatureCause.TrimmedParameters, "Digits")]
    [InlineData("", "utm_source=x", SignatureCause.AddedParameter, "utm_source")]
    [InlineData("ApiVersion=2010-04-01", "", SignatureCause.DroppedParameter, "ApiVersion")]
    [InlineData("CallStatus=ringing", "", SignatureCause.DroppedParameter, "CallStatus")]
    [InlineData("Caller=+14155550100", "", SignatureCause.DroppedParameter, "Caller")]
    [InlineData("Digits=", "", SignatureCause.EmptyParameters, "Digits")]
    [InlineData("SpeechResult=yes", "", SignatureCause.WrongToken, null)]
    internal async Task OneParameterThatDiffers_IsNamed(string original, string captured, SignatureCause expected, string? name)
    {
        var signature = (await twilio.Node.SignAsync(VoiceUrl, Call(AccountSid, Parameter(original)), null, Token)).Signature;

        var diagnosis = Diagnose(Form(VoiceUrl, signature, Call(AccountSid, Parameter(captured))));

        Assert.Equal([expected], diagnosis.Causes);
        Assert.Equal(name, diagnosis.Match?.ParametersUnlike(diagnosis.Candidates[0]).Single());
        Assert.Equal(expected == SignatureCause.WrongToken, diagnosis.Settings.Count > 0);
    }

    private static KeyValuePair<string, string>[] Parameter(string text) => text.Split('=', 2) is [var name, var value] ? [new(name, value)] : [];

    private static SignatureDiagnosis Diagnose(CapturedRequest captured) => new SignatureDiagnostician(Settings()).Diagnose(captured);
}
