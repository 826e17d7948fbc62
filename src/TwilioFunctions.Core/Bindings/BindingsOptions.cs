using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using TwilioFunctions.Core.AppSettings;

namespace TwilioFunctions.Core.Bindings;

/// <summary>How many bindings are kept: section <c>Bindings</c>.</summary>
internal sealed class BindingsOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Bindings";

    /// <summary>How many bindings an identity may have, from 1 to 10,000. Each of them is rung by one call.</summary>
    public int MaxPerIdentity { get; set; } = 100;
}

/// <summary>Stops the app at start with a sentence that names the setting.</summary>
internal sealed class BindingsOptionsValidator : IValidateOptions<BindingsOptions>
{
    public ValidateOptionsResult Validate(string? name, BindingsOptions options) => options.MaxPerIdentity is >= 1 and <= 10_000
        ? ValidateOptionsResult.Success
        : ValidateOptionsResult.Fail("Bindings__MaxPerIdentity is a number from 1 to 10000.");
}

/// <summary>Registers what keeps and reads client bindings.</summary>
internal static class BindingsRegistration
{
    /// <summary>Adds the <see cref="ClientBindingStore"/>, also as <see cref="ICalleeBindings"/>, and what reads bindings from requests.</summary>
    public static IServiceCollection AddClientBindings(this IServiceCollection services, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        services.AddOptions<BindingsOptions, BindingsOptionsValidator>(configuration.GetSection(BindingsOptions.Section));
        return services
            .AddSingleton<ClientBindingStore>()
            .AddSingleton<ICalleeBindings>(provider => provider.GetRequiredService<ClientBindingStore>())
            .AddSingleton<BindingReader>()
            .AddSingleton<BindingImport>()
            .AddSingleton<BindingExport>();
    }
}
