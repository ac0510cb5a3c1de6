using System.Text.RegularExpressions;
using Inpaint.Models.Weights;

namespace Inpaint.Models.Clip;

/// <summary>OpenAI's names of CLIP's tensors, and the shape of the model that follows from them.</summary>
internal static partial class OpenAiNames
{
    private const int HeadWidth = 64;
    private const string PatchEmbedding = "visual.conv1.weight";
    private const string PictureState = "visual.";

    private static readonly Dictionary<string, ClipTensor> Whole = new(StringComparer.Ordinal)
    {
        ["logit_scale"] = new("logit_scale"),
        ["text_projection.weight"] = new("text_projection", Transposed: true),
        ["visual_projection.weight"] = new("visual.proj", Transposed: true),
        ["text_model.embeddings.token_embedding.weight"] = new("token_embedding.weight"),
        ["text_model.embeddings.position_embedding.weight"] = new("positional_embedding"),
        ["text_model.final_layer_norm.weight"] = new("ln_final.weight"),
        ["text_model.final_layer_norm.bias"] = new("ln_final.bias"),
        ["vision_model.embeddings.class_embedding"] = new("visual.class_embedding"),
        ["vision_model.embeddings.patch_embedding.weight"] = new(PatchEmbedding),
        ["vision_model.embeddings.position_embedding.weight"] = new("visual.positional_embedding"),
        ["vision_model.pre_layrnorm.weight"] = new("visual.ln_pre.weight"),
        ["vision_model.pre_layrnorm.bias"] = new("visual.ln_pre.bias"),
        ["vision_model.post_layernorm.weight"] = new("visual.ln_post.weight"),
        ["vision_model.post_layernorm.bias"] = new("visual.ln_post.bias"),
    };

    /// <summary>The tensor that holds a weight of the network.</summary>
    /// <param name="state">The weight's name in the network.</param>
    public static ClipTensor Of(string state)
    {
        if (Whole.TryGetValue(state, out var whole))
            return whole;
        var parts = LayerState().Match(state);
        var block = $"{(parts.Groups["tower"].Value == "vision" ? PictureState : "")}transformer.resblocks.{parts.Groups["index"].Value}.";
        var kind = parts.Groups["kind"].Value;
        return parts.Groups["part"].Value switch
        {
            "layer_norm1" => new($"{block}ln_1.{kind}"),
            "layer_norm2" => new($"{block}ln_2.{kind}"),
            "mlp.fc1" => new($"{block}mlp.c_fc.{kind}"),
            "mlp.fc2" => new($"{block}mlp.c_proj.{kind}"),
            "self_attn.out_proj" => new($"{block}attn.out_proj.{kind}"),
            "self_attn.q_proj" => new($"{block}attn.in_proj_{kind}", Third: 0),
            "self_attn.k_proj" => new($"{block}attn.in_proj_{kind}", Third: 1),
            "self_attn.v_proj" => new($"{block}attn.in_proj_{kind}", Third: 2),
            _ => throw new ArgumentException($"OpenAI's models have no weight like '{state}'", nameof(state)),
        };
    }

    /// <summary>Whether a tensor of an archive is no weight: three numbers of the program, and what follows from them.</summary>
    public static bool IsNoWeight(string name) => name is "input_resolution" or "context_length" or "vocab_size" or "attn_mask";

    /// <summary>The shape of the model.</summary>
    /// <exception cref="WeightsFileException">A tensor from which it follows is missing or has another number of dimensions.</exception>
    public static ClipConfiguration Infer(ITensorSource source)
    {
        if (source.Find(PatchEmbedding) is null && source.Names.Any(name => name.StartsWith("visual.layer1.", StringComparison.Ordinal)))
            throw new WeightsFileException("the image tower is a ResNet; only vision transformers are known", PatchEmbedding);
        var (patches, patchPositions) = (Shape(source, PatchEmbedding, 4), Shape(source, "visual.positional_embedding", 2));
        var (tokens, positions) = (Shape(source, "token_embedding.weight", 2), Shape(source, "positional_embedding", 2));
        var projection = Shape(source, "text_projection", 2);
        var side = (int)Math.Round(Math.Sqrt(patchPositions[0] - 1));
        return new ClipConfiguration
        {
            ProjectionDim = projection[1],
            TextConfig = new ClipTextConfiguration
            {
                VocabSize = tokens[0],
                HiddenSize = tokens[1],
                IntermediateSize = Hidden(source, ""),
                NumHiddenLayers = Layers(source, ""),
                NumAttentionHeads = tokens[1] / HeadWidth,
                MaxPositionEmbeddings = positions[0],
                // The largest id of a text ends it, as published.
                EosTokenId = 2,
                BosTokenId = tokens[0] - 2,
                PadTokenId = 0,
            },
            VisionConfig = new ClipVisionConfiguration
            {
                HiddenSize = patches[0],
                IntermediateSize = Hidden(source, PictureState),
                NumHiddenLayers = Layers(source, PictureState),
                NumAttentionHeads = patches[0] / HeadWidth,
                NumChannels = patches[1],
                ImageSize = side * patches[3],
                PatchSize = patches[3],
            },
        };
    }

    private static int Hidden(ITensorSource source, string tower) => Shape(source, $"{tower}transformer.resblocks.0.mlp.c_fc.weight", 2)[0];

    private static int Layers(ITensorSource source, string tower) => source.Names
        .Where(name => name.StartsWith($"{tower}transformer.resblocks.", StringComparison.Ordinal))
        .Select(name => name[$"{tower}transformer.resblocks.".Length..].Split('.')[0])
        .Distinct()
        .Count();

    private static int[] Shape(ITensorSource source, string name, int rank)
    {
        if (source.Find(name) is not var (_, shape))
            throw new WeightsFileException($"missing tensor {name}", name);
        if (shape.Count != rank || shape.Any(size => size > int.MaxValue))
            throw new WeightsFileException($"tensor {name} has shape [{string.Join(", ", shape)}], expected {rank} dimensions", name);
        return [.. shape.Select(size => (int)size)];
    }

    [GeneratedRegex(@"^(?<tower>text|vision)_model\.encoder\.layers\.(?<index>\d+)\.(?<part>.+)\.(?<kind>weight|bias)$", RegexOptions.CultureInvariant)]
    private static partial Regex LayerState();
}
