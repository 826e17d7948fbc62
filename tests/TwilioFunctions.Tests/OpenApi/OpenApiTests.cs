using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.Azure.Functions.Worker;
using TwilioFunctions.AccessTokens;
using TwilioFunctions.Health;
using TwilioFunctions.Signatures;
using TwilioFunctions.Testing;

namespace TwilioFunctions.Tests.OpenApi;

/// <summary>The file and the code say the same.</summary>
public sealed partial class OpenApiTests
{
    private static readonly string[] QueryOfPages = ["continuationToken", "pageSize"];

    /// <summary>What the functions read from the query, which no attribute tells.</summary>
    private static readonly Dictionary<string, string[]> Query = new()
    {
        ["ExportBindings"] = ["channel", .. QueryOfPages],
        ["GetRecording"] = ["format"],
        ["ListBindings"] = ["channel", .. QueryOfPages],
        ["ListCalls"] = ["accountSid", "date", "direction", "number", "state", "tag", .. QueryOfPages],
        ["ListDeadLetters"] = ["queue", .. QueryOfPages],
        ["ListEvents"] = ["accountSid", "date", .. QueryOfPages],
    };

    private static readonly (MethodInfo Method, string Name, HttpTriggerAttribute Trigger)[] Functions =
    [
        .. from type in typeof(HealthFunctions).Assembly.GetTypes()
           from method in type.GetMethods()
           let function = method.GetCustomAttribute<FunctionAttribute>()
           where function is not null
           let trigger = method.GetParameters().Select(parameter => parameter.GetCustomAttribute<HttpTriggerAttribute>()).SingleOrDefault(found => found is not null)
           where trigger is not null
           select (method, function.Name, trigger),
    ];

    [Fact]
    public async Task File_IsOpenApi()
    {
        await using var judge = await NodeOpenApi.StartAsync();

        Assert.Empty(await judge.LoadAsync(OpenApiFile.Path));
    }

    [Fact]
    public void EveryFunction_IsAnOperation_AndEveryOperationAFunction()
    {
        var functions = from function in Functions
                        from method in function.Trigger.Methods!
                        select $"{function.Name}: {method.ToUpperInvariant()} /{function.Trigger.Route}";
        var operations = OpenApiFile.Operations.Select(operation => $"{OperationSuffix.Replace(operation.Id, "")}: {operation.Method.ToUpperInvariant()} {operation.Path}");

        Assert.Equal(functions.Order(StringComparer.Ordinal), operations.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void SecurityOfEveryOperation_IsThatOfItsFunction() => Assert.All(Functions, function =>
    {
        string[] expected = function switch
        {
            var (method, _, _) when method.GetCustomAttribute<TwilioWebhookAttribute>() is not null => ["twilioSignature"],
            var (method, _, _) when method.GetCustomAttribute<TwilioAccessTokenAttribute>() is not null => ["accessToken"],
            var (_, _, trigger) when trigger.AuthLevel == AuthorizationLevel.Function => ["functionKeyHeader", "functionKeyQuery"],
            _ => [],
        };

        Assert.All(OperationsOf(function.Name), operation => Assert.Equal(expected, operation.Security));
    });

    [Fact]
    public void ParametersOfEveryOperation_AreThoseOfItsRouteAndQuery() => Assert.All(Functions, function =>
        Assert.All(OperationsOf(function.Name), operation =>
        {
            Assert.Equal(
                RouteParameter.Matches(function.Trigger.Route!).Select(match => match.Groups[1].Value).Order(),
                operation.Parameters.Where(parameter => parameter.In == "path").Select(parameter => parameter.Name).Order());
            Assert.Equal(
                Query.GetValueOrDefault(function.Name, []).Order(),
                operation.Parameters.Where(parameter => parameter.In == "query").Select(parameter => parameter.Name).Order());
        }));

    /// <summary>The sources are searched, so that a parameter that a function begins to read is not forgotten.</summary>
    [Fact]
    public void EveryQueryParameterOfTheCode_IsListed()
    {
        var sources = Directory.EnumerateFiles(System.IO.Path.Combine(Repository.Root, "src", "TwilioFunctions"), "*.cs", SearchOption.AllDirectories);
        var read = sources.SelectMany(file => QueryReading.Matches(File.ReadAllText(file))).Select(match => match.Groups[1].Value).Distinct();

        Assert.Equal(Query.Values.SelectMany(names => names).Distinct().Order(), read.Order());
    }

    private static IEnumerable<Operation> OperationsOf(string function) =>
        OpenApiFile.Operations.Where(operation => OperationSuffix.Replace(operation.Id, "") == function);

    // A function with two methods is two operations, whose ids must differ: ReceiveCallStatus and ReceiveCallStatus-get.
    [GeneratedRegex("-[a-z]+$")]
    private static partial Regex OperationSuffix { get; }

    [GeneratedRegex(@"\{([a-zA-Z]+)\}")]
    private static partial Regex RouteParameter { get; }

    [GeneratedRegex("""\.Query\["([a-zA-Z]+)"\]""")]
    private static partial Regex QueryReading { get; }
}
