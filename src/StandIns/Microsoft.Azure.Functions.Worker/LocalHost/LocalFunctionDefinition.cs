using System.Collections.Immutable;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;

namespace Microsoft.Azure.Functions.Worker.LocalHost;

internal sealed class LocalFunctionDefinition(string name, MethodInfo method, BindingMetadata trigger) : FunctionDefinition
{
    public override string Name => name;

    public override string EntryPoint { get; } = $"{method.DeclaringType!.FullName}.{method.Name}";

    /// <summary>The same at each start, as the real one.</summary>
    public override string Id { get; } =
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{name} {method.DeclaringType!.FullName}.{method.Name}")).AsSpan(0, 8));

    public override string PathToAssembly { get; } = method.Module.Assembly.Location;

    public override IImmutableDictionary<string, BindingMetadata> InputBindings { get; } =
        ImmutableDictionary<string, BindingMetadata>.Empty.Add(trigger.Name, trigger);

    public override IImmutableDictionary<string, BindingMetadata> OutputBindings => ImmutableDictionary<string, BindingMetadata>.Empty;

    public override ImmutableArray<FunctionParameter> Parameters { get; } =
        [.. method.GetParameters().Select(parameter => new FunctionParameter(parameter.Name!, parameter.ParameterType, parameter.HasDefaultValue, parameter.DefaultValue))];
}
