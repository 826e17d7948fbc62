using System.Reflection;
using Microsoft.Extensions.Logging;
using TwilioFunctions.Core;
using TwilioFunctions.Health;

namespace TwilioFunctions.Tests.Telemetry;

/// <summary>The ids of what the app logs, by which the docs name it.</summary>
public sealed class EventIdsTests
{
    private const BindingFlags All = BindingFlags.DeclaredOnly | BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic;

    [Fact]
    public void EachMessage_HasAnIdOfItsOwn()
    {
        (int Id, string Method)[] messages =
        [
            .. from assembly in (Assembly[])[typeof(HealthFunctions).Assembly, typeof(CoreRegistration).Assembly]
               from type in assembly.GetTypes()
               from method in type.GetMethods(All)
               let message = method.GetCustomAttribute<LoggerMessageAttribute>()
               where message is not null
               select (message.EventId, $"{type.Name}.{method.Name}"),
        ];

        Assert.Contains(messages, message => message.Method == "TwilioSignatureMiddleware.LogRefused");
        Assert.Empty(messages.GroupBy(message => message.Id, message => message.Method).Where(id => id.Key <= 0 || id.Count() > 1).Select(id => $"{id.Key}: {string.Join(", ", id)}"));
    }
}
