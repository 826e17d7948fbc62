using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;

namespace Microsoft.Azure.Functions.Worker.LocalHost;

/// <summary>
/// Puts the values of settings in place of <c>%name%</c>:
/// https://learn.microsoft.com/azure/azure-functions/functions-bindings-expressions-patterns#binding-expressions---app-settings
/// </summary>
internal static partial class SettingReferences
{
    /// <exception cref="HostStartException">A setting that is named is not there.</exception>
    public static string Resolve(string text, string function, IConfiguration configuration) => Reference.Replace(text, reference =>
    {
        var name = reference.Groups[1].Value;
        return configuration[name] is { Length: > 0 } value
            ? value
            : throw new HostStartException($"The function {function} names the setting {name} in its trigger, and it is not set.");
    });

    [GeneratedRegex("%([^%]+)%")]
    private static partial Regex Reference { get; }
}
