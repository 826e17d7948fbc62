using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using TwilioFunctions.Core.AppSettings;

namespace TwilioFunctions.Core.Bindings;

/// <summary>Registers what keeps and reads client bindings.</summary>
public static class BindingsRegistration
{
    /// <summary>Adds the <see cref="ClientBindingStore"/>, also as <see cref="ICalleeBindings"/>, and what reads bindings from requests.</summary>
    public static IServiceCollection AddClientBindings(this IServiceCollection services, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        services.AddOptions<BindingsOptions>()
            .BindSection(configuration.GetSection(BindingsOptions.Section))
            .ValidateOnStart();
        return services
            .AddSingleton<IValidateOptions<BindingsOptions>, ValidateBindingsOptions>()
            .AddSingleton<ClientBindingStore>()
            .AddSingleton<ICalleeBindings>(provider => provider.GetRequiredService<ClientBindingStore>())
            .AddSingleton<ChannelAvailability>()
            .AddSingleton<BindingReader>()
            .AddSingleton<BindingImport>()
            .AddSingleton<BindingExport>();
    }
}
