using System.Buffers;
using TorchSharp.Interop;
using TorchSharp.Utils;

namespace TorchSharp.Modules;

/// <summary>
/// The tensors of one group that have a gradient in this step, side by side for the operators over lists. They are kept as handles in
/// arrays that live from step to step, so that a step takes next to no managed memory.
/// </summary>
/// <param name="decoupled">Whether the weight decay acts on the parameters (AdamW) or is added to the gradient (Adam).</param>
internal sealed class AdamBatch(bool decoupled)
{
    private nint[] _parameters = [];
    private nint[] _gradients = [];
    private nint[] _averages = [];
    private nint[] _squares = [];
    private nint[] _denominators = [];
    private double[] _sizes = [];
    private double[] _epsilons = [];

    /// <summary>Makes the step of one group by bias-corrected averages.</summary>
    public void Step(IEnumerable<Parameter> parameters, OrderedDict<IntPtr, OptimizerState> states, IAdamOptions options)
    {
        int count = Gather(parameters, states, options);
        try
        {
            if (count > 0)
                Update(parameters, states, options);
        }
        finally
        {
            Release(_gradients);
            Release(_denominators);
        }

        GC.KeepAlive(parameters);
        GC.KeepAlive(states);
    }

    private void Update(IEnumerable<Parameter> parameters, OrderedDict<IntPtr, OptimizerState> states, IAdamOptions options)
    {
        (double beta1, double beta2, double decay) = (options.Beta1!.Value, options.Beta2!.Value, options.WeightDecay!.Value);
        double keep = decoupled ? 1 - options.LearningRate!.Value * decay : 1;
        if (options.Maximize is not true && options.Amsgrad is not true && (decoupled || decay == 0) && StepAtOnce(beta1, beta2, keep))
            return;
        if (options.Maximize is true)
            Replace(_gradients, "_foreach_neg", Argument.Handles(_gradients));
        if (decoupled && decay != 0)
            Aten.Discard("_foreach_mul_.Scalar", Argument.Handles(_parameters), keep);
        else if (decay != 0)
            Replace(_gradients, "_foreach_add.List", Argument.Handles(_gradients), Argument.Handles(_parameters), decay);
        Argument gradients = Argument.Handles(_gradients);
        Aten.Discard("_foreach_mul_.Scalar", Argument.Handles(_averages), beta1);
        Aten.Discard("_foreach_add_.List", Argument.Handles(_averages), gradients, 1 - beta1);
        Aten.Discard("_foreach_mul_.Scalar", Argument.Handles(_squares), beta2);
        Aten.Discard("_foreach_addcmul_.Scalar", Argument.Handles(_squares), gradients, gradients, 1 - beta2);
        if (options.Amsgrad is true)
            TakeMaxima(parameters, states);
        Replace(_denominators, "_foreach_sqrt", Argument.Handles(_squares));
        Aten.Discard("_foreach_add_.ScalarList", Argument.Handles(_denominators), _epsilons);
        Aten.Discard("_foreach_addcdiv_.ScalarList", Argument.Handles(_parameters), Argument.Handles(_averages), Argument.Handles(_denominators), _sizes);
    }

    // In one pass where all tensors are float32 on the processor; false: nothing has been done.
    private unsafe bool StepAtOnce(double beta1, double beta2, double keep)
    {
        int count = _parameters.Length;
        nint[] handles = ArrayPool<nint>.Shared.Rent(4 * count);
        _parameters.CopyTo(handles, 0);
        _gradients.CopyTo(handles, count);
        _averages.CopyTo(handles, 2 * count);
        _squares.CopyTo(handles, 3 * count);
        int status;
        fixed (nint* lists = handles)
        fixed (double* sizes = _sizes, epsilons = _epsilons)
            status = NativeMethods.ts_adam(lists, count, sizes, epsilons, beta1, beta2, keep);
        ArrayPool<nint>.Shared.Return(handles);
        return NativeError.Check(status) == 0;
    }

    private int Gather(IEnumerable<Parameter> parameters, OrderedDict<IntPtr, OptimizerState> states, IAdamOptions options)
    {
        int count = 0;
        foreach (Parameter parameter in parameters)
            count += HasGradient(parameter) ? 1 : 0;
        if (count != _parameters.Length)
            Resize(count);
        int i = 0;
        foreach (Parameter parameter in parameters)
        {
            nint gradient = NativeMethods.ts_tensor_grad(parameter.Handle);
            if (gradient == 0)
                continue;
            var state = (IAdamState)states[parameter.Handle];
            state.Step++;
            (_parameters[i], _gradients[i], _averages[i], _squares[i]) = (parameter.Handle, gradient, state.Average.Handle, state.Square.Handle);
            // lr m / c1 / (sqrt(v) / c2 + eps) with numerator and denominator times c2: one pass less over the parameters.
            double correction = Math.Sqrt(1 - Math.Pow(options.Beta2!.Value, state.Step));
            _sizes[i] = -options.LearningRate!.Value * correction / (1 - Math.Pow(options.Beta1!.Value, state.Step));
            _epsilons[i] = options.Epsilon!.Value * correction;
            i++;
        }

        return count;
    }

    private static bool HasGradient(Parameter parameter)
    {
        nint gradient = NativeMethods.ts_tensor_grad(parameter.Handle);
        if (gradient != 0)
            NativeMethods.ts_tensor_release(gradient);
        return gradient != 0;
    }

    // Raises the maxima to the squares and puts them in the squares' place.
    private void TakeMaxima(IEnumerable<Parameter> parameters, OrderedDict<IntPtr, OptimizerState> states)
    {
        int i = 0;
        foreach (Parameter parameter in parameters)
        {
            if (!HasGradient(parameter))
                continue;
            var state = (IAdamState)states[parameter.Handle];
            Aten.Discard("maximum.out", state.Maximum!, state.Square, state.Maximum!);
            _squares[i++] = state.Maximum!.Handle;
        }
    }

    private static void Replace(nint[] target, string name, params ReadOnlySpan<Argument> arguments)
    {
        // Those that are replaced may be arguments: they are released after the call.
        Span<nint> results = target.Length <= 256 ? stackalloc nint[target.Length] : new nint[target.Length];
        Aten.Handles(name, results, arguments);
        Release(target);
        results.CopyTo(target);
    }

    private static void Release(nint[] handles)
    {
        foreach (ref nint handle in handles.AsSpan())
        {
            if (handle != 0)
                NativeMethods.ts_tensor_release(handle);
            handle = 0;
        }
    }

    private void Resize(int count)
    {
        _parameters = new nint[count];
        _gradients = new nint[count];
        _averages = new nint[count];
        _squares = new nint[count];
        _denominators = new nint[count];
        _sizes = new double[count];
        _epsilons = new double[count];
    }
}
