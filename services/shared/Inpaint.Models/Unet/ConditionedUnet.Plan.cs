using Inpaint.Inference;
using Inpaint.Models.Plans;

namespace Inpaint.Models.Unet;

public sealed partial class ConditionedUnet
{
    /// <summary>
    /// Compiles the network as it is in evaluation mode: picture [3, height, width], mask [1, height, width], where the network is
    /// conditioned the embedding, and where it takes texts the text's tokens [most tokens, 1, width] and their number (0: no text) in;
    /// the picture out. Later changes of the weights do not reach the plan.
    /// </summary>
    /// <param name="options">How; by default with all cores, in single precision.</param>
    /// <param name="mostTokens">Most tokens of a text, at least 1 where the network takes texts.</param>
    /// <exception cref="PlanException">This machine runs no plans.</exception>
    public InferencePlan CompilePlan(PlanOptions? options = null, int mostTokens = 0)
    {
        if (_text is not null)
            ArgumentOutOfRangeException.ThrowIfLessThan(mostTokens, 1);
        var plan = new PlanBuilder();
        var (height, width) = (Configuration.Height, Configuration.Width);
        var (picture, hole) = (plan.Input(3, height, width), plan.Input(1, height, width));
        var condition = _condition is null ? null : AddCondition(plan, plan.Input(Configuration.EmbeddingWidth));
        var features = new PlanTensor[4];
        features[0] = _stem.AddTo(plan, AddStemInput(plan, picture, hole), null);
        for (var i = 0; i < 3; i++)
            features[i + 1] = _encode[i].AddTo(plan, _down[i].AddTo(plan, features[i], null), condition);
        var decoded = _mixing.AddTo(plan, features[3], condition);
        if (_text is not null)
            decoded = _text.AddTo(plan, decoded, plan.Input(mostTokens, 1, Configuration.TextWidth), plan.Input(1));
        for (var i = 2; i >= 0; i--)
            decoded = _up[i].AddTo(plan, decoded, features[i], condition);
        // The sigmoid comes before the shuffle, where the convolution does it on its way out: the order does not matter.
        plan.Output(plan.PixelShuffle(plan.Convolution(decoded, PlanWeights.Of(_output), padding: 1, activation: PlanActivation.Sigmoid), PixelGroup));
        return plan.Compile(options);
    }

    private PlanTensor AddCondition(PlanBuilder plan, PlanTensor embedding)
    {
        foreach (var layer in _condition!.children().OfType<TorchSharp.Modules.Linear>())
            embedding = plan.Linear(embedding, PlanWeights.Of(layer), PlanActivation.Relu);
        return embedding;
    }

    private PlanTensor AddStemInput(PlanBuilder plan, PlanTensor picture, PlanTensor hole)
    {
        var known = plan.Multiply(plan.Affine(picture, 2, -1), plan.Affine(hole, -1, 1));
        var position = plan.Constant(PlanWeights.Values(_position), 2, Configuration.Height, Configuration.Width);
        return plan.PixelUnshuffle(plan.Concat(known, hole, position), PixelGroup);
    }
}
