namespace TwilioFunctions.Core.AppSettings;

/// <summary>
/// Finds the name that a misspelled one was meant to be: the one with the fewest letters to insert, remove, replace or swap. Our own,
/// because no package that the app has knows it, and it is twenty lines.
/// </summary>
internal static class NearestName
{
    public static string To(string misspelled, IEnumerable<string> names) => names.MinBy(name => Distance(misspelled.ToUpperInvariant(), name.ToUpperInvariant()))!;

    private static int Distance(string from, string to)
    {
        var distances = new int[from.Length + 1, to.Length + 1];
        for (var i = 0; i <= from.Length; i++)
        {
            for (var j = 0; j <= to.Length; j++)
                distances[i, j] = Cheapest(i, j);
        }
        return distances[from.Length, to.Length];

        int Cheapest(int i, int j)
        {
            if (i == 0 || j == 0)
                return i + j;
            var cheapest = Math.Min(
                Math.Min(distances[i - 1, j], distances[i, j - 1]) + 1,
                distances[i - 1, j - 1] + (from[i - 1] == to[j - 1] ? 0 : 1));
            var isSwapped = i > 1 && j > 1 && from[i - 1] == to[j - 2] && from[i - 2] == to[j - 1];
            return isSwapped ? Math.Min(cheapest, distances[i - 2, j - 2] + 1) : cheapest;
        }
    }
}
