namespace TwilioFunctions.Core.Signatures;

/// <summary>How a signed URL may differ from the one that was received.</summary>
internal readonly record struct UrlForm(UrlForm.ApostropheForm Apostrophes, bool OtherRoot, bool OtherPort)
{
    internal enum ApostropheForm
    {
        AsReceived,
        Escaped,
        Raw,
    }

    /// <summary>Every form, the likeliest first.</summary>
    public static UrlForm[] All { get; } =
    [
        .. from apostrophes in Enum.GetValues<ApostropheForm>()
           from otherRoot in (bool[])[false, true]
           from otherPort in (bool[])[false, true]
           select new UrlForm(apostrophes, otherRoot, otherPort),
    ];
}
