using System.Text.Json;
using Inpaint.Models.Training;
using static TorchSharp.torch.optim;
using static TorchSharp.torch.optim.lr_scheduler;

namespace Inpaint.Tests.Unit.Golden.Torch;

/// <summary>Schedulers by their Python names and arguments; those of transformers are LambdaLR with the suite's factors.</summary>
internal static class LearningRateTable
{
    public static LRScheduler Make(JsonElement config, Optimizer optimizer)
    {
        var a = CaseArguments.Of(config, "args");
        var scheduler = config.GetProperty("scheduler").GetString() switch
        {
            "StepLR" => StepLR(optimizer, a.Int("step_size"), a.Double("gamma", 0.1)),
            "MultiStepLR" => MultiStepLR(optimizer, [.. a.Longs("milestones", 1).Select(step => (int)step)], a.Double("gamma", 0.1)),
            "ExponentialLR" => ExponentialLR(optimizer, a.Double("gamma")),
            "CosineAnnealingLR" => CosineAnnealingLR(optimizer, a.Double("T_max"), a.Double("eta_min", 0)),
            "LinearLR" => LinearLR(optimizer, a.Double("start_factor", 1.0 / 3), a.Double("end_factor", 1), a.Int("total_iters", 5)),
            "ConstantLR" => ConstantLR(optimizer, a.Double("factor", 1.0 / 3), a.Int("total_iters", 5)),
            "PolynomialLR" => PolynomialLR(optimizer, a.Int("total_iters", 5), a.Double("power", 1)),
            "OneCycleLR" => MakeOneCycle(a, optimizer),
            "ReduceLROnPlateau" => ReduceLROnPlateau(
                optimizer, a.Text("mode", "min"), a.Double("factor", 0.1), a.Int("patience", 10), a.Double("threshold", 1e-4), a.Text("threshold_mode", "rel"),
                a.Int("cooldown", 0), a.Has("min_lr") ? a.Doubles("min_lr") : null, a.Double("eps", 1e-8)),
            "get_cosine_schedule_with_warmup" =>
                LambdaLR(optimizer, WarmupSchedules.Cosine(a.Int("num_warmup_steps"), a.Int("num_training_steps"), a.Double("num_cycles", 0.5))),
            "get_linear_schedule_with_warmup" => LambdaLR(optimizer, WarmupSchedules.Linear(a.Int("num_warmup_steps"), a.Int("num_training_steps"))),
            "get_constant_schedule_with_warmup" => LambdaLR(optimizer, WarmupSchedules.Constant(a.Int("num_warmup_steps"))),
            "LambdaLR" => LambdaLR(optimizer, FactorOf(CaseArguments.Of(config, "lambda"))),
            var name => throw new InvalidDataException($"no scheduler {name}"),
        };
        a.RequireAllRead();
        return scheduler;
    }

    private static LRScheduler MakeOneCycle(CaseArguments a, Optimizer optimizer)
    {
        var strategy = a.Text("anneal_strategy", "cos") == "linear" ? impl.OneCycleLR.AnnealStrategy.Linear : impl.OneCycleLR.AnnealStrategy.Cos;
        var most = a.Doubles("max_lr");
        return OneCycleLR(
            optimizer, most.Length == 1 ? Enumerable.Repeat(most[0], optimizer.ParamGroups.Count()) : most, a.Int("total_steps", -1), a.Int("epochs", -1),
            a.Int("steps_per_epoch", -1), a.Double("pct_start", 0.3), strategy, a.Bool("cycle_momentum", true), null, null, a.Double("div_factor", 25),
            a.Double("final_div_factor", 1e4), a.Bool("three_phase", false));
    }

    private static Func<int, double> FactorOf(CaseArguments a)
    {
        var (warmup, total, floor, power) = (a.Double("warmup", 0), a.Double("total", 0), a.Double("floor", 0), a.Double("power", 1));
        return a.Text("form", "") switch
        {
            "linear_warmup" => k => Math.Min(1, (k + 1) / warmup),
            "warmup_then_inverse_sqrt" => k => Math.Min((k + 1) / warmup, Math.Sqrt(warmup / (k + 1))),
            "warmup_then_cosine" => k => k < warmup ? k / warmup : floor + (1 - floor) / 2 * (1 + Math.Cos(Math.PI * (k - warmup) / (total - warmup))),
            "power_decay" => k => Math.Pow(Math.Max(floor, 1 - k / total), power),
            var form => throw new InvalidDataException($"no form {form}"),
        };
    }
}
