using System.Diagnostics;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using TwilioFunctions.Core.Telemetry;
using TwilioFunctions.Telemetry;

namespace TwilioFunctions.Tests.Telemetry;

/// <summary>Which of OpenTelemetry's variables do what. The signals' own sources are shared by the process, hence one test at a time.</summary>
[Collection(Name)]
public sealed class TelemetryExportTests
{
    private const string Name = "Telemetry export";

    [Theory]
    [InlineData("OTEL_SERVICE_NAME", "anything")]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT", "")]
    [InlineData("OTEL_EXPORTER_OTLP_LOGS_ENDPOINT", "http://127.0.0.1:1")]
    public void WithoutAnEndpoint_NothingIsRegistered(string variable, string value)
    {
        var services = new ServiceCollection();

        services.AddTelemetryExport(Variables((variable, value)));

        Assert.Empty(services);
    }

    [Fact]
    public void SdkDisabled_NothingIsRegistered()
    {
        var services = new ServiceCollection();

        services.AddTelemetryExport(Variables(("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:1"), ("OTEL_SDK_DISABLED", "True")));

        Assert.Empty(services);
    }

    [Theory]
    [InlineData("http/protobuf", HttpProtocols.Http1, "/v1/traces", "/v1/metrics")]
    [InlineData("grpc", HttpProtocols.Http2, "/opentelemetry.proto.collector.trace.v1.TraceService/Export", "/opentelemetry.proto.collector.metrics.v1.MetricsService/Export")]
    [InlineData(null, HttpProtocols.Http2, "/opentelemetry.proto.collector.trace.v1.TraceService/Export", "/opentelemetry.proto.collector.metrics.v1.MetricsService/Export")]
    public async Task Endpoint_ReceivesBothSignals(string? protocol, HttpProtocols http, string traces, string metrics)
    {
        await using var receiver = await OtlpReceiver.StartAsync(http);

        await RunAsync(("OTEL_EXPORTER_OTLP_ENDPOINT", receiver.Url), ("OTEL_EXPORTER_OTLP_PROTOCOL", protocol), ("OTEL_EXPORTER_OTLP_HEADERS", "api-key=k"));

        Assert.Equal([metrics, traces], receiver.Paths.Order());
        Assert.All(receiver.ApiKeys, key => Assert.Equal("k", key));
        Assert.Equal("Webhook", Assert.Single(receiver.Spans).Name);
        Assert.Contains(receiver.Metrics, metric => metric is { Name: "twilio.webhooks", Value: 1 });
    }

    [Fact]
    public async Task EndpointOfOneSignal_IsCalledAsItIsAndReceivesThatOneAlone()
    {
        await using var receiver = await OtlpReceiver.StartAsync();

        await RunAsync(
            ("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", receiver.Url + "/my/traces"), ("OTEL_EXPORTER_OTLP_TRACES_PROTOCOL", "http/protobuf"), ("OTEL_EXPORTER_OTLP_TRACES_HEADERS", "api-key=t"));

        Assert.Equal(["/my/traces"], receiver.Paths);
        Assert.Equal(["t"], receiver.ApiKeys);
    }

    [Fact]
    public async Task EndpointOfOneSignal_WinsOverTheOneOfBoth()
    {
        await using var receiver = await OtlpReceiver.StartAsync();

        await RunAsync(
            ("OTEL_EXPORTER_OTLP_ENDPOINT", receiver.Url), ("OTEL_EXPORTER_OTLP_METRICS_ENDPOINT", receiver.Url + "/my/metrics"), ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"));

        Assert.Equal(["/my/metrics", "/v1/traces"], receiver.Paths.Order());
    }

    [Theory]
    [InlineData("always_on", null, 1)]
    [InlineData("always_off", null, 0)]
    [InlineData("parentbased_always_on", null, 0)]
    [InlineData("traceidratio", "0", 0)]
    [InlineData("traceidratio", "1", 1)]
    public async Task Sampler_DecidesOnSpansWhoseParentIsNotRecorded(string sampler, string? argument, int spans)
    {
        await using var receiver = await OtlpReceiver.StartAsync();
        var host = new ActivityContext(ActivityTraceId.CreateRandom(), ActivitySpanId.CreateRandom(), ActivityTraceFlags.None, isRemote: true);

        await RunAsync(
            host, ("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", receiver.Url + "/v1/traces"), ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"), ("OTEL_TRACES_SAMPLER", sampler), ("OTEL_TRACES_SAMPLER_ARG", argument));

        Assert.Equal(spans, receiver.Spans.Count);
    }

    [Theory]
    [InlineData(null, null, "TwilioFunctions")]
    [InlineData("WEBSITE_SITE_NAME", "func-phones", "func-phones")]
    [InlineData("OTEL_SERVICE_NAME", "phones", "phones")]
    [InlineData("OTEL_RESOURCE_ATTRIBUTES", "service.name=calls", "calls")]
    public async Task ServiceName_IsTheVariablesElseTheFunctionApps(string? variable, string? value, string expected)
    {
        await using var receiver = await OtlpReceiver.StartAsync();

        await RunAsync(("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", receiver.Url + "/v1/traces"), ("OTEL_EXPORTER_OTLP_TRACES_PROTOCOL", "http/protobuf"), (variable ?? "unused", value));

        var resource = Assert.Single(receiver.Spans).Resource;
        Assert.Equal(expected, resource["service.name"]);
        Assert.NotEmpty(resource["service.instance.id"]);
    }

    [Theory]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT", "collector:4317", "OTEL_EXPORTER_OTLP_ENDPOINT must be an absolute http or https URL.")]
    [InlineData("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "collector", "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT must be an absolute http or https URL.")]
    [InlineData("OTEL_EXPORTER_OTLP_PROTOCOL", "http/json", "OTEL_EXPORTER_OTLP_PROTOCOL must be grpc or http/protobuf.")]
    [InlineData("OTEL_EXPORTER_OTLP_HEADERS", "secret", "OTEL_EXPORTER_OTLP_HEADERS must be a list such as api-key=abc,tenant=1.")]
    [InlineData("OTEL_EXPORTER_OTLP_METRICS_TIMEOUT", "10s", "OTEL_EXPORTER_OTLP_METRICS_TIMEOUT must be a number of milliseconds above 0.")]
    [InlineData("OTEL_METRIC_EXPORT_INTERVAL", "0", "OTEL_METRIC_EXPORT_INTERVAL must be a number of milliseconds above 0.")]
    [InlineData("OTEL_TRACES_SAMPLER", "sometimes", "OTEL_TRACES_SAMPLER must be one of always_on, always_off, traceidratio, parentbased_always_on, parentbased_always_off, parentbased_traceidratio.")]
    [InlineData("OTEL_SDK_DISABLED", "maybe", "OTEL_SDK_DISABLED must be true or false.")]
    public void WrongVariable_IsNamed(string variable, string value, string sentence)
    {
        var options = new OtlpOptions().ReadFrom(Variables(("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:1"), (variable, value)));

        Assert.Equal([sentence], new OtlpOptionsValidator().Validate(null, options).Failures);
    }

    [Theory]
    [InlineData("traceidratio", false)]
    [InlineData("parentbased_always_on", true)]
    public void SamplerArgument_CountsForRatiosOnly(string sampler, bool isRight)
    {
        var options = new OtlpOptions().ReadFrom(Variables(("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:1"), ("OTEL_TRACES_SAMPLER", sampler), ("OTEL_TRACES_SAMPLER_ARG", "1.5")));

        Assert.Equal(isRight, new OtlpOptionsValidator().Validate(null, options).Succeeded);
    }

    private static IConfiguration Variables(params (string Name, string? Value)[] variables) => new ConfigurationBuilder()
        .AddInMemoryCollection(variables.GroupBy(variable => variable.Name).Select(named => KeyValuePair.Create(named.Key, named.Last().Value))).Build();

    private static Task RunAsync(params (string Name, string? Value)[] variables) => RunAsync(default, variables);

    /// <summary>Starts the export, records one span and one webhook, and disposes the services as the end of the app does.</summary>
    private static async Task RunAsync(ActivityContext host, params (string Name, string? Value)[] variables)
    {
        var configuration = Variables(variables);
        await using var provider = new ServiceCollection()
            .AddSingleton(configuration)
            .AddLogging()
            .AddOtlpSettings(configuration)
            .AddTelemetryExport(configuration)
            .BuildServiceProvider();
        provider.GetRequiredService<IStartupValidator>().Validate();

        await Assert.Single(provider.GetServices<IHostedService>()).StartAsync(CancellationToken.None);
        using (AppSpans.StartWebhook("Webhook", "1", host))
            AppMetrics.Answered("Webhook", WebhookAnswer.Accepted);
    }
}
