using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using StandIns.Tests.LocalHost.SampleApp;

// What a function app looks like: the tests run this assembly as one, in a process of its own.
var builder = FunctionsApplication.CreateBuilder(args);
builder.Services.AddSingleton<Journal>().AddSingleton<Gate>();
builder.Build().Run();
