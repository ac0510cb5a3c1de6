using TorchSharp.Interop;
using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>
/// The tensors of one group that have a gradient in this step, side by side for the operators over lists.
/// The arrays are kept from step to step, as long as the same number of parameters has a gradient.
/// </summary>
internal sealed class AdamBatch
{
    private readonly List<(Parameter Parameter, AdamState State, Tensor Gradient)> _members = [];
    private Tensor[] _parameters = [];
    private Tensor[] _gradients = [];
    private Tensor[] _averages = [];
    private Tensor[] _squares = [];
    private double[] _sizes = [];
    private double[] _epsilons = [];

    /// <summary>Makes the step of one group: bias-corrected averages, with the weight decay in the gradient (Adam) or beside it (AdamW).</summary>
    public void Step(IEnumerable<Parameter> parameters, Func<Parameter, AdamState> stateOf, AdamOptions options, bool decoupled)
    {
        Gather(parameters, stateOf, options);
        if (_members.Count == 0)
            return;
        (double beta1, double beta2, double decay) = (options.beta1!.Value, options.beta2!.Value, options.weight_decay!.Value);
        double keep = decoupled ? 1 - options.LearningRate!.Value * decay : 1;
        if (options.maximize is not true && options.amsgrad is not true && (decoupled || decay == 0) && StepAtOnce(beta1, beta2, keep))
            return;
        if (options.maximize is true)
            _gradients = Foreach.NewNeg(_gradients);
        if (decoupled && decay != 0)
            Foreach.Mul(_parameters, 1 - options.LearningRate!.Value * decay);
        else if (decay != 0)
            _gradients = Foreach.NewAdd(_gradients, _parameters, decay);
        Foreach.Mul(_averages, beta1);
        Foreach.Add(_averages, _gradients, 1 - beta1);
        Foreach.Mul(_squares, beta2);
        Foreach.Addcmul(_squares, _gradients, _gradients, 1 - beta2);
        Tensor[] denominators = Foreach.NewSqrt(options.amsgrad is true ? Maxima() : _squares);
        Foreach.Add(denominators, _epsilons);
        Foreach.Addcdiv(_parameters, _averages, denominators, _sizes);
        foreach (Tensor denominator in denominators)
            denominator.Dispose();
        foreach (Tensor gradient in _gradients)
            gradient.Dispose();
    }

    // In one pass where all tensors are float32 on the processor; false: nothing has been done.
    private unsafe bool StepAtOnce(double beta1, double beta2, double keep)
    {
        var handles = new nint[4 * _parameters.Length];
        for (int i = 0; i < _parameters.Length; i++)
        {
            handles[i] = _parameters[i].Handle;
            handles[_parameters.Length + i] = _gradients[i].Handle;
            handles[2 * _parameters.Length + i] = _averages[i].Handle;
            handles[3 * _parameters.Length + i] = _squares[i].Handle;
        }

        int status;
        fixed (nint* lists = handles)
        fixed (double* sizes = _sizes, epsilons = _epsilons)
            status = NativeMethods.ts_adam(lists, _parameters.Length, sizes, epsilons, beta1, beta2, keep);
        // Until here the objects must live: their handles are in native hands.
        foreach (Tensor[] held in (Tensor[][])[_parameters, _gradients, _averages, _squares])
            GC.KeepAlive(held);
        if (NativeError.Check(status) != 0)
            return false;
        foreach (Tensor gradient in _gradients)
            gradient.Dispose();
        return true;
    }

    private void Gather(IEnumerable<Parameter> parameters, Func<Parameter, AdamState> stateOf, AdamOptions options)
    {
        _members.Clear();
        foreach (Parameter parameter in parameters)
        {
            if (parameter.grad is { } gradient)
                _members.Add((parameter, stateOf(parameter), gradient));
        }

        if (_members.Count != _parameters.Length)
            Resize(_members.Count);
        for (int i = 0; i < _members.Count; i++)
        {
            (Parameter parameter, AdamState state, Tensor gradient) = _members[i];
            state.step++;
            (_parameters[i], _gradients[i], _averages[i], _squares[i]) = (parameter, gradient, state.exp_avg, state.exp_avg_sq);
            // lr m / c1 / (sqrt(v) / c2 + eps) with numerator and denominator times c2: one pass less over the parameters.
            double correction = Math.Sqrt(1 - Math.Pow(options.beta2!.Value, state.step));
            _sizes[i] = -options.LearningRate!.Value * correction / (1 - Math.Pow(options.beta1!.Value, state.step));
            _epsilons[i] = options.eps!.Value * correction;
        }
    }

    private Tensor[] Maxima()
    {
        var maxima = new Tensor[_members.Count];
        for (int i = 0; i < maxima.Length; i++)
        {
            maxima[i] = _members[i].State.max_exp_avg_sq!;
            Aten.Discard("maximum.out", maxima[i], _squares[i], maxima[i]);
        }

        return maxima;
    }

    private void Resize(int count)
    {
        _parameters = new Tensor[count];
        _gradients = new Tensor[count];
        _averages = new Tensor[count];
        _squares = new Tensor[count];
        _sizes = new double[count];
        _epsilons = new double[count];
    }
}
