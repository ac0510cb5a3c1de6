using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Inpaint.Models.Clip;

/// <summary>
/// The image tower of CLIP: a transformer over patches, pooled at the class position (Dosovitskiy et al. 2021). Its state keys are those
/// of the published models without their leading <c>vision_model.</c>.
/// </summary>
public sealed class ClipVisionModel : nn.Module<Tensor, ClipVisionOutput>
{
    private readonly ClipVisionEmbeddings embeddings;
    private readonly LayerNorm pre_layrnorm;
    private readonly ClipTransformer encoder;
    private readonly LayerNorm post_layernorm;

    /// <summary>A tower with freshly drawn weights.</summary>
    /// <param name="configuration">Its shape.</param>
    /// <exception cref="ArgumentException">No tower has this shape.</exception>
    public ClipVisionModel(ClipVisionConfiguration configuration)
        : base(nameof(ClipVisionModel))
    {
        configuration.ThrowUnlessValid();
        var c = configuration;
        Configuration = c;
        embeddings = new ClipVisionEmbeddings(c);
        pre_layrnorm = nn.LayerNorm(c.HiddenSize, c.LayerNormEps);
        encoder = new ClipTransformer(c.HiddenSize, c.NumAttentionHeads, c.IntermediateSize, c.NumHiddenLayers, c.HiddenAct, c.LayerNormEps);
        post_layernorm = nn.LayerNorm(c.HiddenSize, c.LayerNormEps);
        RegisterComponents();
    }

    /// <inheritdoc cref="ClipModel.PrepareForInference"/>
    public void PrepareForInference()
    {
        eval();
        encoder.HandOver();
    }

    /// <summary>The tower's shape.</summary>
    public ClipVisionConfiguration Configuration { get; }

    /// <summary>Encodes pictures.</summary>
    /// <param name="input">Float32 [B, C, height, width], normalised as the model was trained.</param>
    /// <returns>The sequence [B, 1 + n, V] before the last norm, and the class position [B, V] after it.</returns>
    /// <exception cref="ArgumentException">The pictures are of another shape.</exception>
    public override ClipVisionOutput forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        var sequence = encoder.call(Embed(input), null);
        var pooled = post_layernorm.call(sequence.select(1, 0));
        return new ClipVisionOutput(sequence.MoveToOuterDisposeScope(), pooled.MoveToOuterDisposeScope());
    }

    /// <summary>Encodes pictures for their pooled states alone, float32 [B, V], which takes less time than the sequences.</summary>
    /// <param name="input">As in <see cref="forward"/>.</param>
    /// <exception cref="ArgumentException">The pictures are of another shape.</exception>
    public Tensor Pool(Tensor input)
    {
        using var scope = NewDisposeScope();
        var embedded = Embed(input);
        var first = zeros(embedded.shape[0], dtype: ScalarType.Int64, device: embedded.device);
        return post_layernorm.call(encoder.Pool(embedded, null, first)).MoveToOuterDisposeScope();
    }

    private Tensor Embed(Tensor input)
    {
        var (channels, height) = (Configuration.NumChannels, Configuration.ImageSize);
        var width = Configuration.ImageWidth ?? height;
        if (input.dim() != 4 || input.shape[1] != channels || input.shape[2] != height || input.shape[3] != width)
            throw new ArgumentException($"pictures are [{string.Join(", ", input.shape)}], not [pictures, {channels}, {height}, {width}]", nameof(input));
        using var scope = NewDisposeScope();
        return pre_layrnorm.call(embeddings.call(input)).MoveToOuterDisposeScope();
    }
}

/// <summary>What the image tower gives.</summary>
/// <param name="Sequence">Float32 [B, 1 + n, V], before the last norm.</param>
/// <param name="Pooled">Float32 [B, V], the class position after the last norm.</param>
public readonly record struct ClipVisionOutput(Tensor Sequence, Tensor Pooled);
