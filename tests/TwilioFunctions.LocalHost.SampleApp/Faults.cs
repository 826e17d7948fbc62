namespace TwilioFunctions.LocalHost.SampleApp;

/// <summary>Ways in which a worker ends before it is ready.</summary>
internal static class Faults
{
    public static void AtStart(string? fault)
    {
        switch (fault)
        {
            case "exit":
                Console.Error.WriteLine("The setting Colour is missing.");
                Environment.Exit(3);
                break;
            case "throw":
                throw new InvalidOperationException("The setting Colour is missing.");
            case "hang":
                Console.WriteLine("The app takes its time.");
                Thread.Sleep(Timeout.Infinite);
                break;
        }
    }
}
