using Inpaint.Inference;
using Inpaint.Models.Layers;
using Inpaint.Models.Plans;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Inpaint.Models.Unet;

/// <summary>
/// Cross-attention: every position of the coarsest features asks the text's tokens, and what they answer is added to it. One more
/// vector, which is learned, stands for "no text": it is all there is to attend to where a picture has none.
/// </summary>
internal sealed class TextAttention : nn.Module<Tensor, TokenSequence?, Tensor>
{
    // Not a field each: fields that hold modules are registered a second time, under their own names, once this module is part of another.
    private readonly (LayerNorm Norm, LayerNorm TokenNorm, SequenceAttention Attention) _layers;
    private readonly Parameter _none;
    private readonly int _width;
    private readonly int _heads;

    /// <param name="channels">Channels of the features.</param>
    /// <param name="width">Values of each token's vector.</param>
    /// <param name="heads">Heads; divides the channels.</param>
    public TextAttention(int channels, int width, int heads)
        : base(nameof(TextAttention))
    {
        (_width, _heads) = (width, heads);
        _layers = (nn.LayerNorm(channels), nn.LayerNorm(width), new SequenceAttention(channels, heads, keyWidth: width, valueWidth: width));
        _none = nn.Parameter(nn.init.normal_(empty(1, 1, width), 0, .02));
        register_module("norm", _layers.Norm);
        register_module("token_norm", _layers.TokenNorm);
        register_module("attention", _layers.Attention);
        register_parameter("none", _none);
    }

    /// <summary>Adds the attention to a plan.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="input">Features, [channels, height, width].</param>
    /// <param name="tokens">The text's tokens, [most tokens, 1, width].</param>
    /// <param name="count">How many there are, as one value; 0: no text.</param>
    public PlanTensor AddTo(PlanBuilder plan, PlanTensor input, PlanTensor tokens, PlanTensor count)
    {
        var (query, key, value, answer) = _layers.Attention.PlanLayers();
        var (scale, shift) = (PlanWeights.Optional(_layers.Norm.weight), PlanWeights.Optional(_layers.Norm.bias));
        var (tokenScale, tokenShift) = (PlanWeights.Optional(_layers.TokenNorm.weight), PlanWeights.Optional(_layers.TokenNorm.bias));
        return plan.CrossAttention(input, tokens, count, new CrossAttentionWeights
        {
            Query = query.AfterNorm(scale, shift, 1 / Math.Sqrt((double)input.Channels / _heads)),
            Key = key.AfterNorm(tokenScale, tokenShift),
            Value = value.AfterNorm(tokenScale, tokenShift),
            Answer = answer,
            First = PlanWeights.Values(_none),
            Heads = _heads,
            Epsilon = (float)_layers.Norm.eps,
            TokenEpsilon = (float)_layers.TokenNorm.eps,
        });
    }

    public override Tensor forward(Tensor input1, TokenSequence? input2)
    {
        using var scope = NewDisposeScope();
        var (n, channels, height, width) = (input1.shape[0], input1.shape[1], input1.shape[2], input1.shape[3]);
        var none = _none.expand(n, 1, _width);
        var tokens = input2 is null ? none : cat([none, input2.Values], 1);
        var absent = input2 is null ? null : cat([zeros([n, 1], ScalarType.Bool, input1.device), input2.Absent], 1);
        var positions = _layers.Norm.forward(input1.permute(0, 2, 3, 1).reshape(n, height * width, channels));
        var read = _layers.TokenNorm.forward(tokens);
        var (answers, _) = _layers.Attention.Attend(positions, read, read, keyPadding: absent);
        return (input1 + answers.view(n, height, width, channels).permute(0, 3, 1, 2)).MoveToOuterDisposeScope();
    }
}
