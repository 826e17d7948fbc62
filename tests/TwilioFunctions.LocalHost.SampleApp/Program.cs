using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using TwilioFunctions.LocalHost.SampleApp;

var builder = FunctionsApplication.CreateBuilder(args);
builder.Services.AddSingleton<Journal>().AddSingleton<Gate>();
Faults.AtStart(builder);
builder.Build().Run();
