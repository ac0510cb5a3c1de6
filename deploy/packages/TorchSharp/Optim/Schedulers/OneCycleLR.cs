namespace TorchSharp;

public static partial class torch
{
    public static partial class optim
    {
        public static partial class lr_scheduler
        {
            public static partial class impl
            {
                /// <summary>One rise to a highest rate and one fall far below the first (Smith and Topin 2017), with the momentum going the other way.</summary>
                public class OneCycleLR : LRScheduler
                {
                    private readonly int _total_steps;
                    private readonly AnnealStrategy _strategy;
                    private readonly bool _cycle_momentum;
                    private readonly Phase[] _phases;
                    private readonly Range[] _rates;
                    private readonly Range[] _momenta;

                    public OneCycleLR(Optimizer optimizer, double max_lr, int total_steps = -1, int epochs = -1, int steps_per_epoch = -1, double pct_start = 0.3, AnnealStrategy anneal_strategy = AnnealStrategy.Cos, bool cycle_momentum = true, double base_momentum = 0.85, double max_momentum = 0.95, double div_factor = 25, double final_div_factor = 1e4, bool three_phase = false, int last_epoch = -1, bool verbose = false)
                        : this(optimizer, Same(optimizer, max_lr), total_steps, epochs, steps_per_epoch, pct_start, anneal_strategy, cycle_momentum, Same(optimizer, base_momentum), Same(optimizer, max_momentum), div_factor, final_div_factor, three_phase, last_epoch, verbose)
                    {
                    }

                    public OneCycleLR(Optimizer optimizer, IEnumerable<double> max_lr, int total_steps = -1, int epochs = -1, int steps_per_epoch = -1, double pct_start = 0.3, AnnealStrategy anneal_strategy = AnnealStrategy.Cos, bool cycle_momentum = true, IEnumerable<double>? base_momentum = null, IEnumerable<double>? max_momentum = null, double div_factor = 25, double final_div_factor = 1e4, bool three_phase = false, int last_epoch = -1, bool verbose = false)
                        : base(optimizer, last_epoch, verbose)
                    {
                        if (cycle_momentum && optimizer is not (IMomentum or IBetas))
                            throw new ArgumentException("The optimizer has no momentum to cycle.", nameof(cycle_momentum));
                        if (pct_start is < 0 or > 1)
                            throw new ArgumentException($"pct_start is between 0 and 1, not {pct_start}.", nameof(pct_start));
                        _total_steps = Total(total_steps, epochs, steps_per_epoch);
                        _strategy = anneal_strategy;
                        _cycle_momentum = cycle_momentum;
                        _rates = [.. max_lr.Select(most => new Range(most / div_factor, most, most / div_factor / final_div_factor))];
                        IEnumerable<double> least = base_momentum ?? Same(optimizer, 0.85);
                        // The momentum begins and ends high.
                        _momenta = [.. (max_momentum ?? Same(optimizer, 0.95)).Zip(least, (most, low) => new Range(most, low, most))];
                        _phases = Phases(pct_start, three_phase);
                        step();
                    }

                    public enum AnnealStrategy
                    {
                        Cos,
                        Linear,
                    }

                    protected override IEnumerable<double> get_lr()
                    {
                        if (_last_epoch > _total_steps)
                            throw new InvalidOperationException($"The schedule has {_total_steps} steps; this is step {_last_epoch + 1}.");
                        double start = 0;
                        int current = 0;
                        while (current < _phases.Length - 1 && _last_epoch > _phases[current].End)
                            start = _phases[current++].End;
                        Phase phase = _phases[current];
                        double share = (_last_epoch - start) / (phase.End - start);
                        if (_cycle_momentum)
                            SetMomenta(phase, share);
                        return _rates.Select(range => Annealed(range[phase.From], range[phase.To], share));
                    }

                    private static IEnumerable<double> Same(Optimizer optimizer, double value) => Enumerable.Repeat(value, optimizer.ParamGroups.Count());

                    private static int Total(int total, int epochs, int stepsPerEpoch)
                    {
                        if (total == -1 && epochs == -1 && stepsPerEpoch == -1)
                            throw new ArgumentException("Either total_steps, or epochs and steps_per_epoch, are given.", nameof(total));
                        if (total != -1)
                            return total > 0 ? total : throw new ArgumentException($"total_steps is positive, not {total}.", nameof(total));
                        if (epochs <= 0 || stepsPerEpoch <= 0)
                            throw new ArgumentException($"epochs and steps_per_epoch are positive, not {epochs} and {stepsPerEpoch}.", nameof(epochs));
                        return epochs * stepsPerEpoch;
                    }

                    private Phase[] Phases(double share, bool three)
                    {
                        double peak = share * _total_steps - 1;
                        return three
                            ? [new(peak, 0, 1), new(2 * share * _total_steps - 2, 1, 0), new(_total_steps - 1, 0, 2)]
                            : [new(peak, 0, 1), new(_total_steps - 1, 1, 2)];
                    }

                    private void SetMomenta(Phase phase, double share)
                    {
                        int i = 0;
                        foreach (ILearningRateController group in _optimizer.ParamGroups)
                        {
                            Range range = _momenta[i++];
                            double momentum = Annealed(range[phase.From], range[phase.To], share);
                            if (group is IBetas betas)
                                betas.Betas = (momentum, betas.Betas.Item2);
                            else if (group is IMomentum controller)
                                controller.Momentum = momentum;
                        }
                    }

                    private double Annealed(double start, double end, double share) => _strategy == AnnealStrategy.Cos
                        ? end + (start - end) / 2 * (Math.Cos(Math.PI * share) + 1)
                        : (end - start) * share + start;

                    // A phase ends at a step, and goes from one of a range's three values to another.
                    private readonly record struct Phase(double End, int From, int To);

                    private readonly record struct Range(double First, double Peak, double Last)
                    {
                        public double this[int index] => index switch { 0 => First, 1 => Peak, _ => Last };
                    }
                }
            }

            public static LRScheduler OneCycleLR(Optimizer optimizer, double max_lr, int total_steps = -1, int epochs = -1, int steps_per_epoch = -1, double pct_start = 0.3, impl.OneCycleLR.AnnealStrategy anneal_strategy = impl.OneCycleLR.AnnealStrategy.Cos, bool cycle_momentum = true, double base_momentum = 0.85, double max_momentum = 0.95, double div_factor = 25, double final_div_factor = 1e4, bool three_phase = false, int last_epoch = -1, bool verbose = false) =>
                new impl.OneCycleLR(optimizer, max_lr, total_steps, epochs, steps_per_epoch, pct_start, anneal_strategy, cycle_momentum, base_momentum, max_momentum, div_factor, final_div_factor, three_phase, last_epoch, verbose);

            public static LRScheduler OneCycleLR(Optimizer optimizer, IEnumerable<double> max_lr, int total_steps = -1, int epochs = -1, int steps_per_epoch = -1, double pct_start = 0.3, impl.OneCycleLR.AnnealStrategy anneal_strategy = impl.OneCycleLR.AnnealStrategy.Cos, bool cycle_momentum = true, IEnumerable<double>? base_momentum = null, IEnumerable<double>? max_momentum = null, double div_factor = 25, double final_div_factor = 1e4, bool three_phase = false, int last_epoch = -1, bool verbose = false) =>
                new impl.OneCycleLR(optimizer, max_lr, total_steps, epochs, steps_per_epoch, pct_start, anneal_strategy, cycle_momentum, base_momentum, max_momentum, div_factor, final_div_factor, three_phase, last_epoch, verbose);
        }
    }
}
