using Inpaint.Trainer.RecipeFiles;
using Inpaint.V1;

namespace Inpaint.Trainer.Results;

/// <summary>Which held-out samples a network is judged on: always the same ones, with the same holes and unknown parameters.</summary>
internal static class HeldOutBatches
{
    // Not the recipe's seed: runs of different seeds are to be judged on the same holes.
    private const long Seed = 20_240_517;
    private const int BatchSize = 25;

    /// <summary>Validation samples, to judge while training.</summary>
    public static BatchSpecification Validation(TrainingRecipe recipe) =>
        Specification(recipe, Split.Validation, recipe.Evaluation.Samples);

    /// <summary>Test samples, to judge at the end.</summary>
    public static BatchSpecification Test(TrainingRecipe recipe) =>
        Specification(recipe, Split.Test, recipe.Evaluation.TestSamples);

    private static BatchSpecification Specification(TrainingRecipe recipe, Split split, int samples) => new()
    {
        DataSet = recipe.Data.Set,
        Split = split,
        BatchSize = Math.Min(BatchSize, samples),
        BatchCount = (samples + Math.Min(BatchSize, samples) - 1) / Math.Min(BatchSize, samples),
        Seed = Seed,
        MaskKind = recipe.Evaluation.MaskKind,
        UnknownShare = recipe.Data.UnknownShare,
        KeepOrder = true,
    };
}
