using System.Text;
using BenchmarkDotNet.Attributes;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Twilio.TwiML;
using Twilio.TwiML.Voice;
using TwilioFunctions.Core.Signatures;
using TwilioFunctions.Core.Voice;

namespace TwilioFunctions.Benchmarks.Voice;

/// <summary>One answer to an incoming call, from its form to the TwiML's text: read, matched with ten rules of which the last applies, written.</summary>
[MemoryDiagnoser, MinColumn, MedianColumn]
public class TwimlBenchmarks
{
    private static readonly byte[] Form = Encoding.UTF8.GetBytes(
        "AccountSid=AC00000000000000000000000000000000&ApiVersion=2010-04-01&CallSid=CA00000000000000000000000000000001&CallStatus=ringing&Called=%2B15550002222" +
        "&Caller=%2B15550001111&Direction=inbound&From=%2B15550001111&FromCity=OAKLAND&FromCountry=US&FromState=CA&FromZip=94612&StirVerstat=TN-Validation-Passed-A&To=%2B15550002222");

    private static readonly Uri Url = new("https://calls.example.com/api/twilio/voice/incoming");

    private readonly IIncomingCallHandler handler = HandlerWithTenRules();

    /// <summary>What the package alone takes to write the same TwiML.</summary>
    [Benchmark(Baseline = true)]
    public string PackageAlone()
    {
        var client = new Client(
            statusCallback: new Uri("https://calls.example.com/api/twilio/voice/status"),
            statusCallbackEvent: [Client.EventEnum.Initiated, Client.EventEnum.Ringing, Client.EventEnum.Answered, Client.EventEnum.Completed]);
        client.Identity("bob");
        client.SetOption("clientNotificationUrl", "https://calls.example.com/api/twilio/call-notifications");
        return new VoiceResponse().Append(new Dial(answerOnBridge: true).Append(client)).ToString();
    }

    [Benchmark]
    public async Task<string> OurAnswer()
    {
        var incoming = new IncomingCall(FormParameters.Parse(Form), WebhookUrls.Of("https://calls.example.com", Url));
        return (await handler.AnswerAsync(incoming, CancellationToken.None)).Twiml.ToString();
    }

    private static IIncomingCallHandler HandlerWithTenRules()
    {
        var settings = new Dictionary<string, string?>();
        for (var rule = 0; rule < 9; rule++)
        {
            settings[$"Voice:Rules:{rule}:When:Called:0"] = $"+4930{rule}*";
            settings[$"Voice:Rules:{rule}:Do:Kind"] = nameof(CallActionKind.Reject);
        }
        settings["Voice:Rules:9:When:Called:0"] = "+1555*";
        settings["Voice:Rules:9:When:TimeZone"] = "America/Los_Angeles";
        settings["Voice:Rules:9:Do:Kind"] = nameof(CallActionKind.DialClient);
        settings["Voice:Rules:9:Do:Identity"] = "bob";
        return new ServiceCollection()
            .AddLogging()
            .AddSingleton(TimeProvider.System)
            .AddIncomingCalls(new ConfigurationBuilder().AddInMemoryCollection(settings).Build())
            .BuildServiceProvider()
            .GetRequiredService<IIncomingCallHandler>();
    }
}
