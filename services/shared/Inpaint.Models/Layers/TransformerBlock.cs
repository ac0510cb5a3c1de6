using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Inpaint.Models.Layers;

/// <summary>The activation between the two linear layers of a <see cref="TransformerBlock"/>.</summary>
public enum TransformerActivation
{
    /// <summary>max(x, 0).</summary>
    Relu,

    /// <summary>x times the normal distribution function of x.</summary>
    Gelu,
}

/// <summary>What a <see cref="TransformerBlock"/> is made of.</summary>
/// <param name="Width">E, the width of the sequence.</param>
/// <param name="Heads">The number of heads of attention.</param>
/// <param name="Hidden">The width between the two linear layers.</param>
/// <param name="Dropout">The probability of dropping in training, 0 to 1.</param>
/// <param name="Activation">The activation between the linear layers.</param>
/// <param name="NormaliseFirst">Whether the norms stand before attention and linear layers (pre-norm) or after the sums (post-norm).</param>
/// <param name="Epsilon">Added to the variance in the norms.</param>
public sealed record TransformerBlockConfiguration(
    long Width, long Heads, long Hidden, double Dropout = 0.1, TransformerActivation Activation = TransformerActivation.Relu, bool NormaliseFirst = false, double Epsilon = 1e-5);

/// <summary>
/// Self-attention and two linear layers over sequences [N, L, E], batch first. Its state keys are those of PyTorch's
/// TransformerEncoderLayer: self_attn.*, linear1.*, linear2.*, norm1.*, norm2.*.
/// </summary>
public sealed class TransformerBlock : nn.Module<Tensor, Tensor>
{
    private readonly TransformerBlockConfiguration _configuration;
    private readonly SequenceAttention self_attn;
    private readonly Linear linear1;
    private readonly Linear linear2;
    private readonly LayerNorm norm1;
    private readonly LayerNorm norm2;

    /// <summary>Creates the block with PyTorch's default initialisation.</summary>
    public TransformerBlock(TransformerBlockConfiguration configuration)
        : base(nameof(TransformerBlock))
    {
        _configuration = configuration;
        self_attn = new SequenceAttention(configuration.Width, configuration.Heads, configuration.Dropout);
        linear1 = nn.Linear(configuration.Width, configuration.Hidden);
        linear2 = nn.Linear(configuration.Hidden, configuration.Width);
        norm1 = nn.LayerNorm(configuration.Width, configuration.Epsilon);
        norm2 = nn.LayerNorm(configuration.Width, configuration.Epsilon);
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input) => Encode(input);

    /// <summary>Encodes a sequence, with masks.</summary>
    /// <param name="input">[N, L, E].</param>
    /// <param name="keyPadding">[N, L], bool (true: not attended) or float, added to the scores; null for none.</param>
    /// <param name="mask">[L, L] or [N * heads, L, L], bool or float as above; null for none.</param>
    /// <returns>[N, L, E].</returns>
    public Tensor Encode(Tensor input, Tensor? keyPadding = null, Tensor? mask = null)
    {
        using var scope = NewDisposeScope();
        if (_configuration.NormaliseFirst)
        {
            var x = input.add(Mix(norm1.call(input), keyPadding, mask));
            return x.add(Transform(norm2.call(x))).MoveToOuterDisposeScope();
        }

        var y = norm1.call(input.add(Mix(input, keyPadding, mask)));
        return norm2.call(y.add(Transform(y))).MoveToOuterDisposeScope();
    }

    private Tensor Mix(Tensor x, Tensor? keyPadding, Tensor? mask) => Drop(self_attn.Attend(x, x, x, keyPadding, mask).Mixed);

    private Tensor Transform(Tensor x)
    {
        var hidden = linear1.call(x);
        return Drop(linear2.call(Drop(_configuration.Activation == TransformerActivation.Gelu ? nn.functional.gelu(hidden) : nn.functional.relu(hidden))));
    }

    private Tensor Drop(Tensor x) => nn.functional.dropout(x, _configuration.Dropout, training);
}
