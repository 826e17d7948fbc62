namespace TwilioFunctions.Cli.Simulate.CallSummaries;

/// <summary>What the simulated data is drawn with.</summary>
internal static class RandomValues
{
    /// <summary>Two letters and 32 hexadecimal digits.</summary>
    public static string NextSid(this Random random, string prefix)
    {
        var bytes = new byte[16];
        random.NextBytes(bytes);
        return prefix + Convert.ToHexStringLower(bytes);
    }

    public static bool NextChance(this Random random, double probability) => random.NextDouble() < probability;

    public static T NextOf<T>(this Random random, IReadOnlyList<T> choices) => choices[random.Next(choices.Count)];

    /// <summary>One of the choices, each as often as its weight says.</summary>
    public static T NextOf<T>(this Random random, IReadOnlyList<T> choices, Func<T, int> weight)
    {
        var left = random.Next(choices.Sum(weight));
        return choices.First(choice => (left -= weight(choice)) < 0);
    }

    /// <summary>Between the two, with few decimals, as measurements are.</summary>
    public static double NextMeasure(this Random random, double least, double most) =>
        Math.Round(least + random.NextDouble() * (most - least), 3);
}
