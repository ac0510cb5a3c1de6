namespace TorchSharp;

public static partial class torch
{
    public static partial class optim
    {
        public static partial class lr_scheduler
        {
            public static partial class impl
            {
                /// <summary>The rate times a factor when a metric has not become better for some steps.</summary>
                public class ReduceLROnPlateau : LRScheduler
                {
                    private readonly bool _minimise;
                    private readonly bool _relative;
                    private readonly double _factor;
                    private readonly int _patience;
                    private readonly double _threshold;
                    private readonly int _cooldown;
                    private readonly double _eps;
                    private readonly IList<double> _leastRates;
                    private double _best;
                    private int _badSteps;
                    private int _cooling;

                    public ReduceLROnPlateau(Optimizer optimizer, string mode = "min", double factor = 0.1, int patience = 10, double threshold = 1e-4, string threshold_mode = "rel", int cooldown = 0, IList<double>? min_lr = null, double eps = 1e-8, bool verbose = false)
                        : base(optimizer, -1, verbose)
                    {
                        if (factor >= 1)
                            throw new ArgumentException("The factor is below 1.", nameof(factor));
                        if (mode is not ("min" or "max"))
                            throw new ArgumentException($"mode {mode} is unknown!", nameof(mode));
                        if (threshold_mode is not ("rel" or "abs"))
                            throw new ArgumentException($"threshold mode {threshold_mode} is unknown!", nameof(threshold_mode));
                        _minimise = mode == "min";
                        _relative = threshold_mode == "rel";
                        (_factor, _patience, _threshold, _cooldown, _eps) = (factor, patience, threshold, cooldown, eps);
                        _leastRates = min_lr is { Count: > 1 } ? min_lr : [.. Enumerable.Repeat(min_lr is { Count: 1 } ? min_lr[0] : 0, _base_lrs.Count)];
                        _best = _minimise ? double.PositiveInfinity : double.NegativeInfinity;
                    }

                    public override void step() => throw new InvalidOperationException("This scheduler needs the metric: step(double, int?).");

                    public override void step(int? epoch) => step();

                    public override void step(double current, int? epoch = null)
                    {
                        _last_epoch = epoch ?? _last_epoch + 1;
                        bool better = IsBetter(current);
                        _badSteps = better ? 0 : _badSteps + 1;
                        if (better)
                            _best = current;
                        if (_cooling > 0)
                        {
                            _cooling--;
                            _badSteps = 0;
                        }

                        if (_badSteps <= _patience)
                            return;
                        Reduce();
                        _cooling = _cooldown;
                        _badSteps = 0;
                    }

                    private bool IsBetter(double current)
                    {
                        double margin = _relative ? _best * _threshold : _threshold;
                        // Nothing is measured yet: infinity times the threshold is no margin.
                        if (double.IsInfinity(_best))
                            margin = 0;
                        return _minimise ? current < _best - margin : current > _best + margin;
                    }

                    private void Reduce()
                    {
                        int i = 0;
                        foreach (ILearningRateController group in _optimizer.ParamGroups)
                        {
                            double reduced = Math.Max(group.LearningRate * _factor, _leastRates[i]);
                            if (group.LearningRate - reduced > _eps)
                                group.LearningRate = reduced;
                            if (_verbose)
                                Console.WriteLine($"Epoch {_last_epoch}: learning rate of group {i} is {group.LearningRate:g4}.");
                            _last_lrs[i++] = group.LearningRate;
                        }
                    }
                }
            }

            public static LRScheduler ReduceLROnPlateau(Optimizer optimizer, string mode = "min", double factor = 0.1, int patience = 10, double threshold = 1e-4, string threshold_mode = "rel", int cooldown = 0, IList<double>? min_lr = null, double eps = 1e-8, bool verbose = false) =>
                new impl.ReduceLROnPlateau(optimizer, mode, factor, patience, threshold, threshold_mode, cooldown, min_lr, eps, verbose);
        }
    }
}
