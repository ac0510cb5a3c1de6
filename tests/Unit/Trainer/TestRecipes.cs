using System.Text;
using Inpaint.Models.Parametric;
using Inpaint.Tests.Unit.Support;
using Inpaint.Trainer;
using Inpaint.Trainer.Batches;
using Inpaint.Trainer.Contrastive;
using Inpaint.Trainer.RecipeFiles;

namespace Inpaint.Tests.Unit.Trainer;

/// <summary>Recipes of small networks on pictures of 32x16, and batches of noise for them.</summary>
internal static class TestRecipes
{
    public static readonly TrainingData Data = new("noise", 32, 16, "digest", new ParametricEncoder(ParameterSchema.Bikes));

    public static string UnetJson { get; } = """
        {
          "description": "A small UNet.",
          "family": "unet",
          "model": "small",
          "seed": 3,
          "steps": 8,
          "data": { "set": "noise", "batch_size": 2, "mask_kind": "rectangle" },
          "network": { "channels": [4, 6, 8, 10], "mixing_channels": 4, "mixing_width": 8, "condition_width": 8 },
          "optimizer": { "learning_rate": 0.001, "warmup_steps": 2 },
          "average_decay": 0.9,
          "evaluation": { "every": 4, "samples": 2, "test_samples": 2 },
          "checkpoint_every": 2
        }
        """;

    public static string VaeJson { get; } = """
        {
          "description": "A small VAE, without an average.",
          "family": "vae",
          "model": "small",
          "seed": 4,
          "steps": 8,
          "data": { "set": "noise", "batch_size": 2 },
          "network": { "latent_width": 8 },
          "optimizer": { "learning_rate": 0.001, "warmup_steps": 2 }
        }
        """;

    public static string ClipJson { get; } = """
        {
          "description": "A small CLIP, with an average.",
          "family": "clip",
          "model": "small",
          "seed": 5,
          "steps": 8,
          "data": { "set": "noise", "batch_size": 2, "fresh_descriptions": true, "shift": 1 },
          "network": {
            "vocabulary": "bikes",
            "text_config": { "hidden_size": 8, "intermediate_size": 12, "num_hidden_layers": 1, "num_attention_heads": 2, "max_position_embeddings": 20 },
            "vision_config": {
              "hidden_size": 8, "intermediate_size": 12, "num_hidden_layers": 1, "num_attention_heads": 2, "patch_size": 8, "stem_channels": [4, 4]
            },
            "projection_dim": 6
          },
          "optimizer": { "learning_rate": 0.001, "warmup_steps": 2 },
          "average_decay": 0.9
        }
        """;

    /// <summary>The data set as a recipe's family sees it.</summary>
    public static TrainingData DataFor(TrainingRecipe recipe)
    {
        var options = Options("") with { VocabulariesRoot = Path.Combine(RepositoryFolders.Root, "trainer", "vocabularies") };
        return recipe.Family == "clip" ? Data with { Clip = new ClipPreparation(options).Prepare("small", recipe, Data) } : Data;
    }

    public static TrainingRecipe Parse(string json) => RecipeStore.Parse("small", Encoding.UTF8.GetBytes(json));

    public static TrainerOptions Options(string root) => new()
    {
        RunsRoot = Path.Combine(root, "runs"),
        RecipesRoot = Path.Combine(root, "recipes"),
        ModelsRoot = Path.Combine(root, "models"),
        Augmentation = new Uri("http://127.0.0.1:1"),
        Scoring = new Uri("http://127.0.0.1:1"),
        TextEncoder = new Uri("http://127.0.0.1:1"),
        MaxQueuedRuns = 2,
    };

    public static TrainingBatch Batch(int index)
    {
        var random = new Random(index);
        var pictures = new byte[2 * 3 * 16 * 32];
        random.NextBytes(pictures);
        var holes = new byte[2 * 16 * 32];
        holes.AsSpan(0, 200).Fill(1);
        holes.AsSpan(16 * 32, 150).Fill(1);
        var embeddings = Enumerable.Range(0, 2 * Data.Encoder!.Width).Select(_ => random.NextSingle()).ToArray();
        return new TrainingBatch(index, 2, 32, 16, pictures, holes, embeddings)
        {
            Descriptions = ["A red bike with disc wheels.", $"Bike number {index}, which has a leather saddle."],
        };
    }
}
