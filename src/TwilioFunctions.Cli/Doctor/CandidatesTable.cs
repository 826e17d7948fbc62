using Spectre.Console;
using TwilioFunctions.Core.Diagnosis;

namespace TwilioFunctions.Cli.Doctor;

/// <summary>What may have been signed, and what did match.</summary>
internal static class CandidatesTable
{
    public static void Write(Terminal terminal, IEnumerable<SignatureCandidate> candidates, int of, bool withText)
    {
        var shown = candidates.ToArray();
        terminal.WriteVerbatim("");
        terminal.WriteVerbatim(shown.Length == of ? $"{of} candidates:" : $"{shown.Length} of {of} candidates (--all shows them all, and what is signed):");
        if (withText)
        {
            // A text is longer than any terminal is wide.
            foreach (var candidate in shown)
                terminal.WriteVerbatim($"{(candidate.Matches ? "matches" : "       ")}  {Changes(candidate)}: {DoctorReport.Elided(candidate.SignedText)}");
            return;
        }

        var table = new Table();
        string[] columns = ["Differs in", "URL", "Matches"];
        foreach (var column in columns)
            table.AddColumn(column);
        foreach (var candidate in shown)
            table.AddRow(new Text(Changes(candidate)), new Text(DoctorReport.Elided(candidate.Url)), new Text(candidate.Matches ? DoctorReport.KeyOf(candidate) : "no"));
        terminal.Out.Write(table);
    }

    private static string Changes(SignatureCandidate candidate) =>
        candidate.Changes.Count == 0 ? "nothing" : string.Join(", ", candidate.Changes.Distinct());
}
