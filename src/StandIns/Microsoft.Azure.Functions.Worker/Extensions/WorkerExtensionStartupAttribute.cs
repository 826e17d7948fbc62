namespace Microsoft.Azure.Functions.Worker.Core;

[AttributeUsage(AttributeTargets.Assembly, Inherited = false, AllowMultiple = true)]
public class WorkerExtensionStartupAttribute : Attribute
{
    public WorkerExtensionStartupAttribute(Type startupType)
    {
        ArgumentNullException.ThrowIfNull(startupType);
        StartupType = startupType;
    }

    public Type StartupType { get; }
}
