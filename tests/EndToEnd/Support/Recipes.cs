namespace Inpaint.Tests.EndToEnd.Support;

/// <summary>Networks so small that a step takes milliseconds. What they draw is worthless; the way it takes is the real one.</summary>
internal static class Recipes
{
    public const string Unet = """
        {
          "description": "A small UNet on bicycles.",
          "family": "unet",
          "model": "small-unet",
          "default": true,
          "seed": 1,
          "steps": 4,
          "data": { "set": "bikes", "batch_size": 4, "mask_kind": "rectangle", "unknown_share": 0.5 },
          "network": { "channels": [4, 4, 8, 8], "mixing_channels": 4, "mixing_width": 16, "condition_width": 8 },
          "optimizer": { "learning_rate": 0.002, "warmup_steps": 2 },
          "average_decay": 0.5,
          "evaluation": { "every": 6, "samples": 4, "test_samples": 4 },
          "checkpoint_every": 3
        }
        """;

    public const string Vae = """
        {
          "description": "A small VAE on bicycles.",
          "family": "vae",
          "model": "small-vae",
          "default": true,
          "seed": 1,
          "steps": 2,
          "data": { "set": "bikes", "batch_size": 4, "mask_kind": "rectangle", "unknown_share": 0.5 },
          "network": { "latent_width": 8 },
          "optimizer": { "learning_rate": 0.001, "warmup_steps": 1 },
          "evaluation": { "every": 100, "samples": 4, "test_samples": 4 },
          "checkpoint_every": 100
        }
        """;

    public const string Clothing = """
        {
          "description": "A small UNet on photographs of clothing.",
          "family": "unet",
          "model": "small-clothing",
          "seed": 1,
          "steps": 2,
          "data": { "set": "clothing", "batch_size": 4, "mask_kind": "mixed", "mirror": true },
          "network": { "channels": [4, 4, 8, 8], "mixing_channels": 4, "mixing_width": 16 },
          "optimizer": { "learning_rate": 0.002, "warmup_steps": 1 },
          "evaluation": { "every": 100, "samples": 4, "test_samples": 4 },
          "checkpoint_every": 100
        }
        """;
}
