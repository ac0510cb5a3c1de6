using Inpaint.Benchmarks.Harness;
using Inpaint.Benchmarks.Networks;
using Inpaint.Inference;

namespace Inpaint.Benchmarks.Forward;

/// <summary>One network at one batch: its plan, its plan in 8 bits, its modules and its Python peer, timed in turns.</summary>
internal sealed class ForwardCase : IDisposable
{
    private const double Patience = 40;

    private readonly NetworkWorkload _workload;
    private readonly NetworkPeer _peer;
    private readonly int _batch;
    private readonly InferencePlan _plan;
    private readonly InferencePlan _eightBits;
    private readonly float[][] _output;

    public ForwardCase(NetworkWorkload workload, NetworkPeer peer, int batch)
    {
        (_workload, _peer, _batch) = (workload, peer, batch);
        _plan = workload.CompilePlan();
        _eightBits = workload.CompilePlan(new PlanOptions { Ranges = workload.Calibrate(_plan) });
        _output = [new float[batch * _plan.Outputs[0].Count]];
    }

    public string Name => $"{_workload.Name}_batch{_batch}";

    public double PlanMilliseconds { get; private set; } = double.PositiveInfinity;

    public double EightBitMilliseconds { get; private set; } = double.PositiveInfinity;

    public double ModulesMilliseconds { get; private set; } = double.PositiveInfinity;

    public double PythonMilliseconds { get; private set; } = double.PositiveInfinity;

    /// <summary>GFLOP/s of the plan.</summary>
    public double PlanSpeed => _batch * _workload.Operations / PlanMilliseconds / 1e6;

    /// <summary>Largest differences of the plan to the modules, of the modules to Python, of 8 bits to single precision.</summary>
    public (double ToModules, double ToPython, double EightBits) Differences(CancellationToken cancellationToken)
    {
        var modules = _workload.Output(_batch);
        var plan = Output(_plan);
        return (Largest(plan, modules), _peer.Difference(plan, _batch, cancellationToken), Largest(Output(_eightBits), plan));
    }

    /// <summary>Root of the mean squared error of 8 bits over the deviation of the single-precision values.</summary>
    public double EightBitError()
    {
        var (plan, eight) = (Output(_plan), Output(_eightBits));
        var mean = plan.Average(value => (double)value);
        var error = plan.Zip(eight, (a, b) => ((double)a - b) * ((double)a - b)).Average();
        return Math.Sqrt(error / plan.Average(value => (value - mean) * (value - mean)));
    }

    public void Round(CancellationToken cancellationToken)
    {
        PlanMilliseconds = Math.Min(PlanMilliseconds, Shortest(() => _plan.Run(_batch, _workload.PlanInputs, _output)));
        EightBitMilliseconds = Math.Min(EightBitMilliseconds, Shortest(() => _eightBits.Run(_batch, _workload.PlanInputs, _output)));
        ModulesMilliseconds = Math.Min(ModulesMilliseconds, Shortest(() => _workload.Forward(_batch)));
        var times = Math.Clamp((int)(4 * Patience / ModulesMilliseconds), 2, 60);
        PythonMilliseconds = Math.Min(PythonMilliseconds, _peer.Forward(times, _batch, cancellationToken));
    }

    public void Dispose()
    {
        _plan.Dispose();
        _eightBits.Dispose();
    }

    // For about 160 milliseconds, and at least twice: a short action is repeated more often.
    private static double Shortest(Action action)
    {
        var once = Repeat.MinimumMilliseconds(1, action);
        return Repeat.MinimumMilliseconds(Math.Clamp((int)(4 * Patience / once), 2, 60), action);
    }

    private float[] Output(InferencePlan plan)
    {
        plan.Run(_batch, _workload.PlanInputs, _output);
        return [.. _output[0]];
    }

    private static double Largest(float[] a, float[] b) => a.Zip(b, (x, y) => Math.Abs((double)x - y)).Max();
}
