using System.Reflection;

namespace Inpaint.Tests.Unit.Golden;

/// <summary>Every kind of reference case has a runner, or stands here as one whose part of the suite is still to come.</summary>
public sealed class KindTests
{
    internal static readonly string[] StillToCome =
    [
        // generators
        "cvae", "diff_augment", "freeze_d", "gan_loss", "gradient_penalty", "hinge_loss", "inpainting_loss", "latent_mix", "latent_search",
        "lecam_regularization", "lpips", "partial_conv2d", "patchgan", "pconv_unet", "pix2pix_training", "pix2pix_unet", "r1_penalty", "resnet18",
        "sngan_discriminator", "sngan_generator", "sngan_training", "vgg16_features",
        // diffusion
        "classifier_free_guidance", "diffusers_folder", "ema", "guided_sampling", "lora", "noising", "repaint", "repaint_schedule", "scheduler",
        "sd_inpaint", "sd_train", "unet2d", "unet2d_condition", "vae_kl",
    ];

    internal static readonly HashSet<string> WithRunner = typeof(KindTests).Assembly.GetTypes()
        .SelectMany(type => type.GetMethods())
        .SelectMany(method => method.GetCustomAttributes<GoldenCasesAttribute>())
        .Select(attribute => attribute.Kind)
        .ToHashSet();

    [GoldenFact]
    public void Every_kind_is_known() => Assert.Empty(GoldenFolder.Kinds.Except(WithRunner).Except(StillToCome));
}
