using System.Reflection;
using System.Reflection.Emit;
using Microsoft.Azure.WebJobs;
using TwilioFunctions.LocalHost.Worker;
using Binder = Microsoft.Azure.WebJobs.Binder;
using ExecutionContext = Microsoft.Azure.WebJobs.ExecutionContext;
using QueueTrigger = TwilioFunctions.LocalHost.Worker.QueueTrigger;

namespace TwilioFunctions.LocalHost.Jobs;

/// <summary>
/// Makes the class that the WebJobs SDK runs: a method for each queue and timer function, with the trigger's attribute on its first
/// parameter. The SDK finds functions by reflection only, and the app's functions are known when the worker has started.
/// </summary>
internal static class JobFunctions
{
    // The SDK names logs, leases and the status of timers after namespace, class and method. So they are named as in Azure.
    private const string ClassName = "Host.Functions";

    private static readonly MethodInfo Run = typeof(JobFunctionBase).GetMethod(nameof(JobFunctionBase.RunAsync))!;
    private static readonly ConstructorInfo BaseConstructor = typeof(JobFunctionBase).GetConstructor(
        BindingFlags.Instance | BindingFlags.NonPublic, [typeof(JobRunner)])!;

    public static Type Create(IEnumerable<FunctionDescription> functions)
    {
        var assembly = AssemblyBuilder.DefineDynamicAssembly(new AssemblyName("LocalHostFunctions"), AssemblyBuilderAccess.Run);
        var type = assembly.DefineDynamicModule("LocalHostFunctions")
            .DefineType(ClassName, TypeAttributes.Public | TypeAttributes.Sealed, typeof(JobFunctionBase));
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
        var code = type.DefineConstructor(MethodAttributes.Public, CallingConventions.Standard, [typeof(JobRunner)]).GetILGenerator();
        code.Emit(OpCodes.Ldarg_0);
        code.Emit(OpCodes.Ldarg_1);
        code.Emit(OpCodes.Call, BaseConstructor);
        code.Emit(OpCodes.Ret);
    }

    /// <summary><c>public Task NAME([Trigger] INPUT input, Binder binder, ExecutionContext context, CancellationToken …) => RunAsync(…)</c></summary>
    private static void DefineMethod(TypeBuilder type, FunctionDescription function, Type input, CustomAttributeBuilder attribute)
    {
        var method = type.DefineMethod(
            function.Name, MethodAttributes.Public, typeof(Task), [input, typeof(Binder), typeof(ExecutionContext), typeof(CancellationToken)]);
        method.DefineParameter(1, ParameterAttributes.None, "input").SetCustomAttribute(attribute);
        method.DefineParameter(2, ParameterAttributes.None, "binder");
        method.DefineParameter(3, ParameterAttributes.None, "context");
        method.DefineParameter(4, ParameterAttributes.None, "cancellationToken");
        var code = method.GetILGenerator();
        code.Emit(OpCodes.Ldarg_0);
        code.Emit(OpCodes.Ldarg_1);
        code.Emit(OpCodes.Ldarg_2);
        code.Emit(OpCodes.Ldarg_3);
        code.Emit(OpCodes.Ldarg_S, (byte)4);
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
        TimerTrigger timer => Attribute<TimerTriggerAttribute>(
            timer.Schedule,
            (nameof(TimerTriggerAttribute.RunOnStartup), timer.RunOnStartup),
            (nameof(TimerTriggerAttribute.UseMonitor), timer.UseMonitor)),
        _ => null,
    };

    private static CustomAttributeBuilder Attribute<T>(string argument, params (string Property, object? Value)[] properties) => new(
        typeof(T).GetConstructor([typeof(string)])!,
        [argument],
        [.. properties.Select(property => typeof(T).GetProperty(property.Property)!)],
        [.. properties.Select(property => property.Value)]);
}

/// <summary>Runs a function of the app in the worker.</summary>
/// <param name="input">The message or the timer's status.</param>
/// <param name="binder">Has the binding data.</param>
/// <param name="context">Has the function's name and the id of this run.</param>
/// <param name="cancellationToken">Cancels the function.</param>
public delegate Task JobRunner(object input, Binder binder, ExecutionContext context, CancellationToken cancellationToken);

/// <summary>The base of the class that is made at run time. Both are public because that class is in another assembly.</summary>
public abstract class JobFunctionBase(JobRunner runner)
{
    /// <inheritdoc cref="JobRunner" />
    public Task RunAsync(object input, Binder binder, ExecutionContext context, CancellationToken cancellationToken) =>
        runner(input, binder, context, cancellationToken);
}
