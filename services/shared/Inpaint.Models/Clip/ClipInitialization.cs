using static TorchSharp.torch;

namespace Inpaint.Models.Clip;

/// <summary>The published way to draw a model's first weights: normal, narrower the deeper and wider the tower; no biases.</summary>
public static class ClipInitialization
{
    private const double EmbeddingDeviation = 0.02;

    /// <summary>Draws all weights anew, but for norms and a stem's convolutions, which stay as they are.</summary>
    /// <param name="model">The model.</param>
    /// <param name="generator">Where the numbers come from; null: the process's own, which everything in the process draws from.</param>
    public static void Draw(ClipModel model, Generator? generator = null)
    {
        using var scope = NewDisposeScope();
        using var mode = no_grad();
        var (text, vision) = (model.Configuration.TextConfig, model.Configuration.VisionConfig);
        foreach (var (name, weight) in model.state_dict())
        {
            var (width, layers) = name.StartsWith("text", StringComparison.Ordinal) ? (text.HiddenSize, text.NumHiddenLayers) : (vision.HiddenSize, vision.NumHiddenLayers);
            Draw(name, weight, Math.Pow(width, -.5), Math.Pow(2.0 * Math.Max(1, layers), -.5), generator);
        }
    }

    private static void Draw(string name, Tensor weight, double byWidth, double byDepth, Generator? generator)
    {
        if (name == "logit_scale" || name.Contains("norm", StringComparison.Ordinal) || name.Contains(".stem.", StringComparison.Ordinal))
            return;
        if (name.EndsWith(".bias", StringComparison.Ordinal))
            nn.init.zeros_(weight);
        else
            nn.init.normal_(weight, 0, Deviation(name, byWidth, byDepth), generator);
    }

    private static double Deviation(string name, double byWidth, double byDepth) => name switch
    {
        _ when name.EndsWith("class_embedding", StringComparison.Ordinal) => byWidth,
        _ when name.Contains("_embedding", StringComparison.Ordinal) => EmbeddingDeviation,
        _ when name.Contains(".mlp.fc1.", StringComparison.Ordinal) => byWidth * Math.Pow(2, -.5),
        _ when name.Contains("q_proj", StringComparison.Ordinal) || name.Contains("k_proj", StringComparison.Ordinal) || name.Contains("v_proj", StringComparison.Ordinal) => byWidth * byDepth,
        _ when name.Contains(".mlp.fc2.", StringComparison.Ordinal) => byWidth * byDepth,
        _ => byWidth,
    };
}
