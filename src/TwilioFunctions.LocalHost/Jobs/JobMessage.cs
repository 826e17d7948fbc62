using Google.Protobuf;
using Microsoft.Azure.WebJobs;
using Newtonsoft.Json;
using TwilioFunctions.LocalHost.Worker;
using TwilioFunctions.LocalHost.Worker.Protocol;

namespace TwilioFunctions.LocalHost.Jobs;

/// <summary>Makes the worker's message of the input that a queue or a timer gave.</summary>
internal static class JobMessage
{
    public static InvocationRequest Create(string id, string parameter, object input, IReadOnlyDictionary<string, object> bindingData)
    {
        var metadata = new TriggerMetadata();
        foreach (var (name, value) in bindingData)
        {
            // The SDK's own object of random values and the like, which isn't data.
            if (!name.Equals("sys", StringComparison.OrdinalIgnoreCase))
                metadata.Add(name, value is byte[] or ParameterBindingData ? null : value);
        }

        // The members of a message win over its metadata, as in Azure.
        if (input is string text)
            metadata.AddMembers(text);

        var message = new InvocationRequest { InvocationId = id, TraceContext = TraceParent.Root() };
        message.InputData.Add(new ParameterBinding { Name = parameter, Data = DataOf(input) });
        metadata.CopyTo(message);
        return message;
    }

    private static TypedData DataOf(object input) => input switch
    {
        string text => new TypedData { String = text },
        byte[] bytes => new TypedData { Bytes = ByteString.CopyFrom(bytes) },
        ParameterBindingData data => new TypedData
        {
            ModelBindingData = new ModelBindingData
            {
                Version = data.Version,
                Source = data.Source,
                ContentType = data.ContentType,
                Content = ByteString.CopyFrom(data.Content.ToMemory().Span),
            },
        },
        _ => new TypedData { Json = JsonConvert.SerializeObject(input, Formatting.None) },
    };
}
