using System.Reflection;
using System.Reflection.Emit;
using Microsoft.Azure.WebJobs;
using TwilioFunctions.LocalHost.Worker;
using Binder = Microsoft.Azure.WebJobs.Binder;
using QueueTrigger = TwilioFunctions.LocalHost.Worker.QueueTrigger;

namespace TwilioFunctions.LocalHost.Jobs;

/// <summary>
/// Makes the class that the WebJobs SDK runs: a method for each queue and timer function, with the trigger's attribute on its first
/// parameter. The SDK finds functions by reflection only, and the app's functions are known when the worker has started.
/// </summary>
internal static class JobFunctions
{
    // The SDK names a function after class and method, so that its log says 'Functions.NAME', as in Azure.
    private const string ClassName = "Functions";

    private static readonly MethodInfo Run = typeof(JobFunctionBase).GetMethod(nameof(JobFunctionBase.RunAsync))!;
    private static readonly ConstructorInfo BaseConstructor = typeof(JobFunctionBase).GetConstructor(BindingFlags.Instance | BindingFlags.NonPublic, [typeof(JobInvoker)])!;

    public static Type Create(IEnumerable<FunctionDescription> functions)
    {
        var assembly = AssemblyBuilder.DefineDynamicAssembly(new AssemblyName("LocalHostFunctions"), AssemblyBuilderAccess.Run);
        var type = assembly.DefineDynamicModule("LocalHostFunctions").DefineType(ClassName, TypeAttributes.Public | TypeAttributes.Sealed, typeof(JobFunctionBase));
        DefineConstructor(type);
        foreach (var function in functions)
        {
            if (AttributeOf(function.Trigger) is { } attribute)
                DefineMethod(type, function, InputType(function.Trigger), attribute);
        }

        return type.CreateType();
    }

    private static void DefineConstructor(TypeBuilder type)
    {
        var code = type.DefineConstructor(MethodAttributes.Public, CallingConventions.Standard, [typeof(JobInvoker)]).GetILGenerator();
        code.Emit(OpCodes.Ldarg_0);
        code.Emit(OpCodes.Ldarg_1);
        code.Emit(OpCodes.Call, BaseConstructor);
        code.Emit(OpCodes.Ret);
    }

    /// <summary><c>public Task NAME([Trigger] INPUT input, Binder binder, ExecutionContext…, CancellationToken cancellationToken) => RunAsync("NAME", …)</c></summary>
    private static void DefineMethod(TypeBuilder type, FunctionDescription function, Type input, CustomAttributeBuilder attribute)
    {
        var method = type.DefineMethod(function.Name, MethodAttributes.Public, typeof(Task), [input, typeof(Binder), typeof(CancellationToken)]);
        method.DefineParameter(1, ParameterAttributes.None, "input").SetCustomAttribute(attribute);
        method.DefineParameter(2, ParameterAttributes.None, "binder");
        method.DefineParameter(3, ParameterAttributes.None, "cancellationToken");
        var code = method.GetILGenerator();
        code.Emit(OpCodes.Ldarg_0);
        code.Emit(OpCodes.Ldstr, function.Name);
        code.Emit(OpCodes.Ldarg_1);
        code.Emit(OpCodes.Ldarg_2);
        code.Emit(OpCodes.Ldarg_3);
        code.Emit(OpCodes.Call, Run);
        code.Emit(OpCodes.Ret);
    }

    private static Type InputType(Trigger trigger) => trigger switch
    {
        QueueTrigger { Input: QueueInput.Bytes } => typeof(byte[]),
        QueueTrigger { Input: QueueInput.Reference } => typeof(ParameterBindingData),
        QueueTrigger => typeof(string),
        _ => typeof(TimerInfo),
    };

    private static CustomAttributeBuilder? AttributeOf(Trigger trigger) => trigger switch
    {
        QueueTrigger queue => Attribute<QueueTriggerAttribute>(queue.Queue, (nameof(QueueTriggerAttribute.Connection), queue.Connection)),
        Worker.TimerTrigger timer => Attribute<TimerTriggerAttribute>(
            timer.Schedule, (nameof(TimerTriggerAttribute.RunOnStartup), timer.RunOnStartup), (nameof(TimerTriggerAttribute.UseMonitor), timer.UseMonitor)),
        _ => null,
    };

    private static CustomAttributeBuilder Attribute<T>(string argument, params (string Property, object? Value)[] properties) => new(
        typeof(T).GetConstructor([typeof(string)])!,
        [argument],
        [.. properties.Select(property => typeof(T).GetProperty(property.Property)!)],
        [.. properties.Select(property => property.Value)]);
}

/// <summary>The base of the class that is made at run time, and public because that class is in another assembly.</summary>
public abstract class JobFunctionBase(JobInvoker invoker)
{
    /// <summary>Runs a function in the worker.</summary>
    public Task RunAsync(string function, object input, Binder binder, CancellationToken cancellationToken) =>
        invoker.RunAsync(function, input, binder, cancellationToken);
}

/// <summary>Hands what a trigger of the WebJobs SDK received to the worker.</summary>
public sealed class JobInvoker
{
    private readonly Dictionary<string, FunctionDescription> functions;
    private readonly Invoker invoker;

    internal JobInvoker(IEnumerable<FunctionDescription> functions, Invoker invoker)
    {
        this.functions = functions.ToDictionary(function => function.Name);
        this.invoker = invoker;
    }

    internal Task RunAsync(string name, object input, Binder binder, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(binder);
        var function = functions[name];
        return invoker.InvokeAsync(function, JobMessage.Create(function.Trigger.Parameter, input, binder.BindingData), cancellationToken);
    }
}
