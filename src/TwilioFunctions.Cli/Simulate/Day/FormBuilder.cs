using System.Globalization;

namespace TwilioFunctions.Cli.Simulate.Day;

/// <summary>Collects the parameters of a form; what is null is left out.</summary>
internal sealed class FormBuilder : List<KeyValuePair<string, string>>
{
    public void Add(string name, string? value)
    {
        if (value is not null)
            Add(KeyValuePair.Create(name, value));
    }

    public void Add(string name, int? value) => Add(name, value?.ToString(CultureInfo.InvariantCulture));
}
