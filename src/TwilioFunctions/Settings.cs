using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace TwilioFunctions;

/// <summary>Checks the settings before the host starts, so that what is wrong stands alone and not within a stack trace.</summary>
internal static class Settings
{
    /// <summary>False when a setting is wrong; each is named in a sentence of its own on <paramref name="errors"/>.</summary>
    public static bool AreValid(IServiceProvider services, TextWriter errors)
    {
        try
        {
            services.GetRequiredService<IStartupValidator>().Validate();
            return true;
        }
        catch (OptionsValidationException wrong)
        {
            Write(wrong, errors);
        }
        catch (AggregateException several) when (several.InnerExceptions.All(inner => inner is OptionsValidationException))
        {
            foreach (var wrong in several.InnerExceptions.Cast<OptionsValidationException>())
                Write(wrong, errors);
        }
        return false;
    }

    private static void Write(OptionsValidationException wrong, TextWriter errors)
    {
        foreach (var failure in wrong.Failures)
            errors.WriteLine($"Wrong setting: {failure}");
    }
}
