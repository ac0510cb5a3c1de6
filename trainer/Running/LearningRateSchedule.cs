using Inpaint.Trainer.RecipeFiles;

namespace Inpaint.Trainer.Running;

/// <summary>A linear rise over the warm-up, then half a cosine down to the final rate at the last step.</summary>
public sealed class LearningRateSchedule(OptimizerRecipe recipe, long steps)
{
    /// <summary>The rate of a step.</summary>
    /// <param name="step">Which, counted from 1.</param>
    public double At(long step)
    {
        var warmup = Math.Min(recipe.WarmupSteps, steps);
        if (step <= warmup)
            return recipe.LearningRate * step / warmup;
        var progress = steps == warmup ? 1 : (double)(step - warmup) / (steps - warmup);
        var share = (1 + Math.Cos(Math.PI * progress)) / 2;
        return recipe.FinalLearningRate + ((recipe.LearningRate - recipe.FinalLearningRate) * share);
    }
}
