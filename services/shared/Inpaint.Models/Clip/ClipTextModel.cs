using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Inpaint.Models.Clip;

/// <summary>
/// The text tower of CLIP (Radford et al. 2021): a causal transformer over tokens, pooled at the end token. Its state keys are those of
/// the published models without their leading <c>text_model.</c>.
/// </summary>
public sealed class ClipTextModel : nn.Module<Tensor, Tensor?, ClipTextOutput>
{
    // An end token of this id stands for the largest id of a text.
    private const int LargestId = 2;

    private readonly ClipTextEmbeddings embeddings;
    private readonly ClipTransformer encoder;
    private readonly LayerNorm final_layer_norm;

    /// <summary>A tower with freshly drawn weights.</summary>
    /// <param name="configuration">Its shape.</param>
    /// <exception cref="ArgumentException">No tower has this shape.</exception>
    public ClipTextModel(ClipTextConfiguration configuration)
        : base(nameof(ClipTextModel))
    {
        configuration.ThrowUnlessValid();
        var c = configuration;
        Configuration = c;
        embeddings = new ClipTextEmbeddings(c);
        encoder = new ClipTransformer(c.HiddenSize, c.NumAttentionHeads, c.IntermediateSize, c.NumHiddenLayers, c.HiddenAct, c.LayerNormEps);
        final_layer_norm = nn.LayerNorm(c.HiddenSize, c.LayerNormEps);
        RegisterComponents();
    }

    /// <inheritdoc cref="ClipModel.PrepareForInference"/>
    public void PrepareForInference()
    {
        eval();
        encoder.HandOver();
    }

    /// <summary>The tower's shape.</summary>
    public ClipTextConfiguration Configuration { get; }

    /// <summary>Encodes texts.</summary>
    /// <param name="input1">Token ids, int64 [B, T], T at most the context's length.</param>
    /// <param name="input2">Int64 [B, T], 0 where a position is not to be attended; null for none such.</param>
    public override ClipTextOutput forward(Tensor input1, Tensor? input2) => Encode(input1, input2, skipped: 0);

    /// <summary>Encodes texts, and takes the sequence from an earlier block, as image generators do.</summary>
    /// <param name="ids">Token ids, int64 [B, T], T at most the context's length.</param>
    /// <param name="attentionMask">Int64 [B, T], 0 where a position is not to be attended; null for none such.</param>
    /// <param name="skipped">How many of the last blocks the sequence leaves out, 0 to the number of blocks; pooling leaves out none.</param>
    /// <returns>The sequence [B, T, H] and the pooled state [B, H], both after the final norm.</returns>
    /// <exception cref="ArgumentException">The texts are longer than the context, or there are not so many blocks.</exception>
    public ClipTextOutput Encode(Tensor ids, Tensor? attentionMask, int skipped)
    {
        ThrowUnlessValid(ids);
        if (skipped < 0 || skipped > encoder.Count)
            throw new ArgumentException($"{skipped} blocks cannot be left out of {encoder.Count}", nameof(skipped));
        using var scope = NewDisposeScope();
        var (last, earlier) = encoder.Run(embeddings.call(ids), Bias(ids.shape[1], attentionMask, ids.device), skipped);
        var sequence = final_layer_norm.call(earlier);
        var pooled = ClipTransformer.At(skipped == 0 ? sequence : final_layer_norm.call(last), End(ids));
        return new ClipTextOutput(sequence.MoveToOuterDisposeScope(), pooled.MoveToOuterDisposeScope());
    }

    /// <summary>Encodes texts for their pooled states alone, float32 [B, H], which takes less time than the sequences.</summary>
    /// <param name="ids">Token ids, int64 [B, T], T at most the context's length.</param>
    /// <param name="attentionMask">Int64 [B, T], 0 where a position is not to be attended; null for none such.</param>
    /// <exception cref="ArgumentException">The texts are longer than the context.</exception>
    public Tensor Pool(Tensor ids, Tensor? attentionMask)
    {
        ThrowUnlessValid(ids);
        using var scope = NewDisposeScope();
        var pooled = encoder.Pool(embeddings.call(ids), Bias(ids.shape[1], attentionMask, ids.device), End(ids));
        return final_layer_norm.call(pooled).MoveToOuterDisposeScope();
    }

    // The lowest float32 rather than an infinity: a row that may attend to nothing then has weights, not NaN.
    private static Tensor Bias(long length, Tensor? attentionMask, Device device)
    {
        var causal = full([length, length], float.MinValue, device: device).triu(1);
        if (attentionMask is null)
            return causal;
        var hidden = attentionMask.eq(0).unsqueeze(1).unsqueeze(2);
        return causal.masked_fill(hidden, float.MinValue);
    }

    private void ThrowUnlessValid(Tensor ids)
    {
        if (ids.dim() != 2 || ids.shape[1] < 1 || ids.shape[1] > Configuration.MaxPositionEmbeddings)
            throw new ArgumentException($"ids are [{string.Join(", ", ids.shape)}], not [texts, 1 to {Configuration.MaxPositionEmbeddings}]", nameof(ids));
    }

    // The first end token of each text.
    private Tensor End(Tensor ids) =>
        Configuration.EosTokenId == LargestId ? ids.argmax(-1) : ids.eq(Configuration.EosTokenId).to(ScalarType.Int32).argmax(-1);
}

/// <summary>What the text tower gives.</summary>
/// <param name="Sequence">Float32 [B, T, H], after the final norm.</param>
/// <param name="Pooled">Float32 [B, H], the last block's state at the end token, after the final norm.</param>
public readonly record struct ClipTextOutput(Tensor Sequence, Tensor Pooled);
