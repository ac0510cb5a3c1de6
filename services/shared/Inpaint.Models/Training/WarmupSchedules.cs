namespace Inpaint.Models.Training;

/// <summary>Learning-rate factors by step, for <c>torch.optim.lr_scheduler.LambdaLR</c>: a linear warm-up from 0, then constant, linear or cosine. As in transformers' get_*_schedule_with_warmup.</summary>
public static class WarmupSchedules
{
    /// <summary>From 0 to 1 over the warm-up, then 1.</summary>
    /// <param name="warmup">Steps of warm-up, at least 0.</param>
    public static Func<int, double> Constant(int warmup) => step => step < warmup ? Rise(step, warmup) : 1;

    /// <summary>From 0 to 1 over the warm-up, then in a line to 0 at the last step.</summary>
    /// <param name="warmup">Steps of warm-up, at least 0.</param>
    /// <param name="total">All steps, warm-up included.</param>
    public static Func<int, double> Linear(int warmup, int total) =>
        step => step < warmup ? Rise(step, warmup) : Math.Max(0, (double)(total - step) / Math.Max(1, total - warmup));

    /// <summary>From 0 to 1 over the warm-up, then along a cosine.</summary>
    /// <param name="warmup">Steps of warm-up, at least 0.</param>
    /// <param name="total">All steps, warm-up included.</param>
    /// <param name="cycles">How many waves of the cosine: half a one ends at 0.</param>
    public static Func<int, double> Cosine(int warmup, int total, double cycles = 0.5) => step =>
    {
        if (step < warmup)
            return Rise(step, warmup);
        var progress = (double)(step - warmup) / Math.Max(1, total - warmup);
        return Math.Max(0, 0.5 * (1 + Math.Cos(Math.PI * cycles * 2 * progress)));
    };

    private static double Rise(int step, int warmup) => (double)step / Math.Max(1, warmup);
}
