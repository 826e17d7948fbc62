namespace TwilioFunctions.Tests.Infra;

/// <summary>The template in infra/, and what speaks of it, say the same as the code.</summary>
public sealed class TemplateAgreesTests
{
    public static TheoryData<string> Checks => [.. Agreement.Checks.Keys];

    [Theory]
    [MemberData(nameof(Checks))]
    public void TemplateAndCode_Agree(string about)
    {
        var disagreements = Agreement.Of(about, Template.OfTheRepository, AppCode.OfTheApp).ToList();

        Assert.True(disagreements.Count == 0, string.Join(Environment.NewLine, disagreements));
    }
}
