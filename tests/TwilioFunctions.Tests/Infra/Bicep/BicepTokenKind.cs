namespace TwilioFunctions.Tests.Infra.Bicep;

/// <summary>What a piece of a Bicep file is.</summary>
internal enum BicepTokenKind
{
    Name,
    Number,
    Text,
    Sign,
    LineEnd,
    End,
}
