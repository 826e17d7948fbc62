using Spectre.Console;
using TwilioFunctions.Core.Diagnosis;
using TwilioFunctions.Core.Signatures;

namespace TwilioFunctions.Cli.Doctor;

/// <summary>A diagnosis as people read it: the verdict, why, what to set, and what was tried.</summary>
internal sealed class DoctorReport(Terminal terminal, SignatureDiagnosis diagnosis)
{
    private const int MaxTextLength = 2_000;
    private const int CandidatesShown = 10;

    private readonly SignatureCandidate verified = diagnosis.Candidates[0];

    public void Write(bool all)
    {
        WriteVerdict();
        WriteReasons();
        WriteSigned();
        if (diagnosis.Causes.Count > 0 || all)
            CandidatesTable.Write(terminal, Shown(all), of: diagnosis.Candidates.Count, withText: all);
    }

    private void WriteVerdict()
    {
        var isValid = diagnosis.Result == SignatureResult.Valid;
        terminal.Out.WriteLine(
            isValid ? $"The app accepts this request: the {verified.Key} key of {verified.AccountSid} signed it." : $"The app refuses this request: {diagnosis.Result}.",
            new Style(isValid ? Color.Green : Color.Red));
        terminal.WriteVerbatim($"Verified as {Elided(verified.Url)}");
        if (diagnosis.AccountSids.Count > 0)
            terminal.WriteVerbatim($"It names   {Elided(string.Join(", ", diagnosis.AccountSids))}");
    }

    private void WriteReasons()
    {
        if (diagnosis.Causes.Count == 0)
            return;
        terminal.WriteVerbatim("");
        terminal.WriteVerbatim(diagnosis.Match is null ? "Nothing that was tried matches. Most likely:" : "Why:");
        foreach (var cause in diagnosis.Causes)
            terminal.WriteVerbatim($"  {cause}: {SignatureCauseAdvice.For(cause)}");
        if (diagnosis.Match is { } match && match.Url != verified.Url)
            terminal.WriteVerbatim($"  Signed was {Elided(match.Url)}");
        if (diagnosis.Match?.ParametersUnlike(verified) is { Count: > 0 } parameters)
            terminal.WriteVerbatim($"  The parameters that differ: {Elided(string.Join(", ", parameters))}");
        if (diagnosis.Settings.Count == 0)
            return;

        terminal.WriteVerbatim("");
        terminal.WriteVerbatim(diagnosis.Match is null ? "What to check and set:" : "Set:");
        foreach (var setting in diagnosis.Settings)
            terminal.WriteVerbatim($"  {setting.Name}={setting.Value}");
    }

    private void WriteSigned()
    {
        terminal.WriteVerbatim("");
        terminal.WriteVerbatim(diagnosis.Match is null ? "The text that the app signs to compare (HMAC-SHA1, Base64):" : $"The text that was signed (HMAC-SHA1 with the {KeyOf(diagnosis.Match)}, Base64):");
        terminal.WriteVerbatim($"  {Elided((diagnosis.Match ?? verified).SignedText)}");
    }

    private IEnumerable<SignatureCandidate> Shown(bool all) =>
        all ? diagnosis.Candidates : diagnosis.Candidates.Take(CandidatesShown).Append(diagnosis.Match ?? verified).Distinct();

    internal static string KeyOf(SignatureCandidate candidate) => candidate switch
    {
        { Matches: false } => "",
        { AccountSid: null } => "token that was given",
        _ => $"{candidate.Key} key of {candidate.AccountSid}",
    };

    /// <summary>On one line, and no longer than a person would read.</summary>
    internal static string Elided(string text)
    {
        var line = new string([.. text.Take(MaxTextLength).Select(letter => char.IsControl(letter) ? '\u2423' : letter)]);
        return text.Length > MaxTextLength ? $"{line}… ({text.Length} letters)" : line;
    }
}

/// <summary>Writes the candidates for the signed text, and the match.</summary>
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
