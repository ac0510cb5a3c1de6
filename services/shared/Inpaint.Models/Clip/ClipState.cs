namespace Inpaint.Models.Clip;

/// <summary>The names and shapes of a model's weights as they follow from its configuration, known before any memory is spent on them.</summary>
internal static class ClipState
{
    private const int StemKernel = 3;

    /// <summary>All weights of a model.</summary>
    public static IEnumerable<(string Name, long[] Shape)> Of(ClipConfiguration configuration)
    {
        var (text, vision, width) = (configuration.TextConfig, configuration.VisionConfig, configuration.ProjectionDim);
        return
        [
            ("logit_scale", []),
            ("text_projection.weight", [width, text.HiddenSize]),
            ("visual_projection.weight", [width, vision.HiddenSize]),
            .. Text(text, "text_model."),
            .. Vision(vision, "vision_model."),
        ];
    }

    /// <summary>The weights of a text tower.</summary>
    public static IEnumerable<(string Name, long[] Shape)> Text(ClipTextConfiguration configuration, string prefix = "")
    {
        var c = configuration;
        return
        [
            ($"{prefix}embeddings.token_embedding.weight", [c.VocabSize, c.HiddenSize]),
            ($"{prefix}embeddings.position_embedding.weight", [c.MaxPositionEmbeddings, c.HiddenSize]),
            .. Layers(prefix, c.NumHiddenLayers, c.HiddenSize, c.IntermediateSize),
            .. Norm($"{prefix}final_layer_norm", c.HiddenSize),
        ];
    }

    private static IEnumerable<(string Name, long[] Shape)> Vision(ClipVisionConfiguration configuration, string prefix)
    {
        var c = configuration;
        int[] widths = [c.NumChannels, .. c.StemChannels ?? []];
        long kernel = c.StemChannels is null ? c.PatchSize : StemKernel;
        return
        [
            ($"{prefix}embeddings.class_embedding", [c.HiddenSize]),
            .. widths.Zip(widths.Skip(1)).SelectMany((pair, i) => Stem($"{prefix}embeddings.stem.{i}", pair.First, pair.Second)),
            ($"{prefix}embeddings.patch_embedding.weight", [c.HiddenSize, widths[^1], kernel, kernel]),
            ($"{prefix}embeddings.position_embedding.weight", [1L + ((long)c.PatchRows * c.PatchColumns), c.HiddenSize]),
            .. Norm($"{prefix}pre_layrnorm", c.HiddenSize),
            .. Layers(prefix, c.NumHiddenLayers, c.HiddenSize, c.IntermediateSize),
            .. Norm($"{prefix}post_layernorm", c.HiddenSize),
        ];
    }

    private static (string Name, long[] Shape)[] Stem(string name, long from, long to) =>
        [($"{name}.weight", [to, from, StemKernel, StemKernel]), ($"{name}.bias", [to])];

    private static IEnumerable<(string Name, long[] Shape)> Layers(string prefix, int count, long width, long hidden) =>
        Enumerable.Range(0, count).Select(i => $"{prefix}encoder.layers.{i}.").SelectMany(layer => (IEnumerable<(string Name, long[] Shape)>)
        [
            .. Linear($"{layer}self_attn.q_proj", width, width),
            .. Linear($"{layer}self_attn.k_proj", width, width),
            .. Linear($"{layer}self_attn.v_proj", width, width),
            .. Linear($"{layer}self_attn.out_proj", width, width),
            .. Norm($"{layer}layer_norm1", width),
            .. Linear($"{layer}mlp.fc1", width, hidden),
            .. Linear($"{layer}mlp.fc2", hidden, width),
            .. Norm($"{layer}layer_norm2", width),
        ]);

    private static (string Name, long[] Shape)[] Linear(string name, long from, long to) => [($"{name}.weight", [to, from]), ($"{name}.bias", [to])];

    private static (string Name, long[] Shape)[] Norm(string name, long width) => [($"{name}.weight", [width]), ($"{name}.bias", [width])];
}
