using Microsoft.Extensions.Options;

namespace TwilioFunctions.Core.Bindings;

/// <summary>Stops the app at start with a sentence that names the setting.</summary>
internal sealed class ValidateBindingsOptions : IValidateOptions<BindingsOptions>
{
    public ValidateOptionsResult Validate(string? name, BindingsOptions options) => options.MaxPerIdentity is >= 1 and <= 10_000
        ? ValidateOptionsResult.Success
        : ValidateOptionsResult.Fail("Bindings__MaxPerIdentity is a number from 1 to 10000.");
}
