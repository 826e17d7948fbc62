using Microsoft.Azure.Functions.Worker;

namespace StandIns.Tests.LocalHost.SampleApp;

public sealed record SeenRequest(
    string Method,
    string Url,
    string? Query,
    IReadOnlyDictionary<string, string> Headers,
    IReadOnlyDictionary<string, string> Cookies,
    IReadOnlyDictionary<string, object?> BindingData,
    FunctionContext Context);
