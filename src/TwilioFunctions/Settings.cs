using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace TwilioFunctions;

/// <summary>Checks the settings before the host starts, so that what is wrong stands alone and not within a stack trace.</summary>
internal static partial class Settings
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
        catch (InvalidOperationException unreadable) when (unreadable.InnerException is not null)
        {
            // What no validation has seen yet: a text where a setting is a number, a time span or one of a few words.
            // In a list, the sentence that says which stands within a general one.
            var innermost = Chain(unreadable).OfType<InvalidOperationException>().Last();
            errors.WriteLine($"Wrong setting: {Key.Replace(innermost.Message, key => key.Value.Replace(":", "__", StringComparison.Ordinal))}");
        }
        return false;
    }

    private static IEnumerable<Exception> Chain(Exception exception)
    {
        for (var inner = exception; inner is not null; inner = inner.InnerException)
            yield return inner;
    }

    private static void Write(OptionsValidationException wrong, TextWriter errors)
    {
        foreach (var failure in wrong.Failures)
            errors.WriteLine($"Wrong setting: {failure}");
    }

    // The key within the sentence of the configuration's binder.
    [GeneratedRegex("(?<= at ')[^']+(?=')")]
    private static partial Regex Key { get; }
}
