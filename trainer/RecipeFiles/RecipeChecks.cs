using System.Text.Json;
using Inpaint.Models;
using Inpaint.Models.Clip;
using Inpaint.Models.Glove;
using Inpaint.Models.Parametric;
using Inpaint.Models.Unet;
using Inpaint.Models.Vae;

namespace Inpaint.Trainer.RecipeFiles;

/// <summary>The ranges of a recipe's entries.</summary>
internal static class RecipeChecks
{
    public const long MaxSteps = 100_000_000;

    public static TrainingRecipe Checked(string name, TrainingRecipe recipe)
    {
        void Require(bool holds, string message)
        {
            if (!holds)
                throw new RecipeException(name, message);
        }

        Require(
            recipe.Family is ConditionedUnet.Family or StarterVae.Family or ClipModel.Family or ParameterNetwork.Family or GloveModelConfiguration.Family,
            $"family is '{recipe.Family}', which is unknown");
        Require(ModelNames.IsValid(recipe.Model), "model is not a name of lower-case letters, digits and single dashes");
        Require(recipe.Steps is >= 1 and <= MaxSteps, $"steps is {recipe.Steps}, not from 1 to {MaxSteps}");
        Require(recipe.CheckpointEvery >= 1, "checkpoint_every is below 1");
        Require(recipe.AverageDecay is >= 0 and < 1, "average_decay is not at least 0 and below 1");

        if (recipe.Initial is { } initial)
        {
            Require(recipe.Family == ClipModel.Family, "initial is given for a family that always begins with drawn weights");
            Require(ModelNames.IsValid(initial), "initial is not a name of lower-case letters, digits and single dashes");
            Require(recipe.Network.ValueKind == JsonValueKind.Undefined, "network is given beside initial, whose network is kept");
        }

        var data = recipe.Data;
        Require(data.Set.Length > 0, "data.set is empty");
        Require(data.BatchSize is >= 1 and <= 1024, $"data.batch_size is {data.BatchSize}, not from 1 to 1024");
        Require(data.UnknownShare is >= 0 and <= 1, "data.unknown_share is not from 0 to 1");
        Require(data.Shift is >= 0 and <= 64, "data.shift is not from 0 to 64");

        Require(data.TextShare is >= 0 and <= 1, "data.text_share is not from 0 to 1");
        Require(data.TextEncoder is null || recipe.Family == ConditionedUnet.Family, $"data.text_encoder is given, but the family '{recipe.Family}' takes no text");

        var optimizer = recipe.Optimizer;
        Require(optimizer.LearningRate is > 0 and < 1, "optimizer.learning_rate is not above 0 and below 1");
        Require(optimizer.FinalLearningRate >= 0 && optimizer.FinalLearningRate <= optimizer.LearningRate, "optimizer.final_learning_rate is not from 0 to learning_rate");
        Require(optimizer.WarmupSteps >= 0, "optimizer.warmup_steps is negative");
        Require(optimizer.WeightDecay is >= 0 and < 1, "optimizer.weight_decay is not at least 0 and below 1");
        Require(optimizer.ClipNorm > 0, "optimizer.clip_norm is not positive");

        var loss = recipe.Loss;
        Require(loss.Similarity >= 0 && loss.Outside >= 0 && loss.Divergence >= 0, "a weight of the loss is negative");

        var evaluation = recipe.Evaluation;
        Require(evaluation.Every >= 1, "evaluation.every is below 1");
        Require(evaluation.Samples is >= 1 and <= 10_000, "evaluation.samples is not from 1 to 10000");
        Require(evaluation.TestSamples is >= 1 and <= 10_000, "evaluation.test_samples is not from 1 to 10000");
        return recipe;
    }
}
