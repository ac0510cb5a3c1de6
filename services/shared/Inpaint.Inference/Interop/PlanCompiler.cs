using System.Runtime.InteropServices;
using Inpaint.Inference.Building;

namespace Inpaint.Inference.Interop;

/// <summary>Hands the steps to the native library. Weights stay pinned while it reads them.</summary>
internal static unsafe class PlanCompiler
{
    public static (PlanHandle Plan, NativePlans.Facts Facts) Compile(IReadOnlyList<PlanTensor> tensors, IReadOnlyList<PlanStep> steps, PlanOptions options)
    {
        var shapes = tensors.Select(tensor => new NativePlans.Shape { Channels = tensor.Channels, Height = tensor.Height, Width = tensor.Width }).ToArray();
        var natives = new NativePlans.Step[steps.Count];
        var pins = new List<GCHandle>();
        try
        {
            for (var i = 0; i < natives.Length; i++)
                natives[i] = Describe(steps[i], pins);
            fixed (NativePlans.Shape* shape = shapes)
            fixed (NativePlans.Step* step = natives)
            fixed (float* ranges = options.Ranges?.Values)
            {
                var graph = new NativePlans.Graph { Shapes = shape, ShapeCount = shapes.Length, Steps = step, StepCount = natives.Length, Threads = options.Threads, Ranges = ranges };
                NativePlans.Facts facts;
                nint plan;
                var message = stackalloc byte[NativePlans.MessageBytes];
                NativePlans.ThrowUnlessOk(NativePlans.Compile(&graph, &plan, &facts, message), message);
                return (new PlanHandle(plan), facts);
            }
        }
        finally
        {
            foreach (var pin in pins)
                pin.Free();
        }
    }

    private static NativePlans.Step Describe(PlanStep step, List<GCHandle> pins)
    {
        var native = new NativePlans.Step
        {
            Kind = (int)step.Kind,
            Output = step.Output,
            InputCount = step.Inputs.Length,
            Factor = step.Factor,
            Offset = step.Offset,
            Activation = (int)step.Activation,
            Alpha = step.Alpha,
            Beta = step.Beta,
            Weight = Pin(step.Weight, pins),
            WeightCount = step.Weight?.LongLength ?? 0,
            Bias = Pin(step.Bias, pins),
            BiasCount = step.Bias?.LongLength ?? 0,
        };
        for (var i = 0; i < step.Inputs.Length; i++)
            native.Inputs[i] = step.Inputs[i];
        (native.Kernel[0], native.Kernel[1]) = step.Kernel;
        (native.Stride[0], native.Stride[1]) = step.Stride;
        (native.Padding[0], native.Padding[1]) = step.Padding;
        return native;
    }

    private static float* Pin(float[]? values, List<GCHandle> pins)
    {
        if (values is null)
            return null;
        var pin = GCHandle.Alloc(values, GCHandleType.Pinned);
        pins.Add(pin);
        return (float*)pin.AddrOfPinnedObject();
    }
}
