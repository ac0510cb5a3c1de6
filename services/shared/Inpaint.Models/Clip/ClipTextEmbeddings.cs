using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Inpaint.Models.Clip;

/// <summary>A learnt vector for every token and one for every position, summed: int64 [B, T] to [B, T, H].</summary>
internal sealed class ClipTextEmbeddings : nn.Module<Tensor, Tensor>
{
    private readonly Embedding token_embedding;
    private readonly Embedding position_embedding;

    public ClipTextEmbeddings(ClipTextConfiguration configuration)
        : base(nameof(ClipTextEmbeddings))
    {
        token_embedding = nn.Embedding(configuration.VocabSize, configuration.HiddenSize);
        position_embedding = nn.Embedding(configuration.MaxPositionEmbeddings, configuration.HiddenSize);
        RegisterComponents();
    }

    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        var positions = position_embedding.weight!.narrow(0, 0, input.shape[1]);
        return token_embedding.call(input).add(positions).MoveToOuterDisposeScope();
    }
}
