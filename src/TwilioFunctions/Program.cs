using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using TwilioFunctions;
using TwilioFunctions.AccessTokens;
using TwilioFunctions.Bindings;
using TwilioFunctions.Core;
using TwilioFunctions.DeadLetters;
using TwilioFunctions.Http;
using TwilioFunctions.Signatures;
using TwilioFunctions.Telemetry;

var builder = FunctionsApplication.CreateBuilder(args);
builder.Services.AddTwilioFunctionsCore(builder.Configuration);
builder.Services.AddSingleton<BindingRequestHandler>();
builder.Services.AddSingleton<IFunctionActivator, FunctionActivator>();
builder.Services.AddSingleton(typeof(ILogger<>), typeof(SingleLineLogger<>));
builder.Services.AddTelemetryExport(builder.Configuration);
builder.UseWhen<WebhookTelemetryMiddleware>(context => context.FunctionDefinition.Webhook() is not null);
builder.UseWhen<StorageFaultMiddleware>(context => context.FunctionDefinition.IsTriggeredBy("httpTrigger"));
builder.UseWhen<InvalidUrlMiddleware>(context => context.FunctionDefinition.IsTriggeredBy("httpTrigger"));
builder.UseWhen<TwilioSignatureMiddleware>(context => context.FunctionDefinition.IsTriggeredBy("httpTrigger"));
builder.UseWhen<AccessTokenMiddleware>(context => context.FunctionDefinition.IsTriggeredBy("httpTrigger"));
builder.UseWhen<QueueTelemetryMiddleware>(context => context.FunctionDefinition.IsTriggeredBy("queueTrigger"));
builder.UseWhen<FailureRecordingMiddleware>(context => context.FunctionDefinition.IsTriggeredBy("queueTrigger"));

var app = builder.Build();
if (!Settings.AreValid(app.Services, Console.Error))
    return 1;
await app.RunAsync();
return 0;
