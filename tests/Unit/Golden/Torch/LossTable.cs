using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using static TorchSharp.torch.nn.functional;

namespace Inpaint.Tests.Unit.Golden.Torch;

/// <summary>Losses of torch.nn.functional by their Python names and arguments.</summary>
internal static class LossTable
{
    public static Tensor Call(string name, Tensor[] call, CaseArguments a, GoldenCase golden)
    {
        var loss = Call(name, call, a, golden, a.Text("reduction", "mean"));
        a.RequireAllRead();
        return loss;
    }

    private static Tensor Call(string name, Tensor[] x, CaseArguments a, GoldenCase golden, string reduction) => name switch
    {
        "mse_loss" => mse_loss(x[0], x[1], Named(reduction)),
        "l1_loss" => l1_loss(x[0], x[1], Named(reduction)),
        "smooth_l1_loss" => smooth_l1_loss(x[0], x[1], Named(reduction), a.Double("beta", 1)),
        "huber_loss" => huber_loss(x[0], x[1], a.Double("delta", 1), Named(reduction)),
        "binary_cross_entropy" => binary_cross_entropy(x[0], x[1], a.TensorOrNull("weight", golden), Named(reduction)),
        "binary_cross_entropy_with_logits" =>
            binary_cross_entropy_with_logits(x[0], x[1], a.TensorOrNull("weight", golden), Named(reduction), a.TensorOrNull("pos_weight", golden)),
        "cross_entropy" =>
            cross_entropy(x[0], x[1], a.TensorOrNull("weight", golden), a.Long("ignore_index", -100), Named(reduction), a.Double("label_smoothing", 0)),
        "nll_loss" => nll_loss(x[0], Ignoring(x[1], a.Long("ignore_index", -100)), a.TensorOrNull("weight", golden), Named(reduction)),
        // TorchSharp has no batchmean: the sum over the size of the batch.
        "kl_div" when reduction == "batchmean" => kl_div(x[0], x[1], a.Bool("log_target", false), Reduction.Sum) / x[0].size(0),
        "kl_div" => kl_div(x[0], x[1], a.Bool("log_target", false), Named(reduction)),
        "hinge_embedding_loss" => hinge_embedding_loss(x[0], x[1], a.Double("margin", 1), Named(reduction)),
        "cosine_embedding_loss" => cosine_embedding_loss(x[0], x[1], x[2], a.Double("margin", 0), Named(reduction)),
        "margin_ranking_loss" => margin_ranking_loss(x[0], x[1], x[2], a.Double("margin", 0), Named(reduction)),
        "triplet_margin_loss" => Triplet(x, a, reduction),
        _ => throw new InvalidDataException($"no loss {name}"),
    };

    private static Reduction Named(string name) => Enum.Parse<Reduction>(name, ignoreCase: true);

    // TorchSharp's nll_loss ignores the class -100 and no other.
    private static Tensor Ignoring(Tensor target, long index) => target.masked_fill(target.eq(index), -100);

    // TorchSharp's triplet_margin_loss has a whole p; other norms are passed as a distance.
    private static Tensor Triplet(Tensor[] x, CaseArguments a, string reduction)
    {
        var (margin, p, eps, swap) = (a.Double("margin", 1), a.Double("p", 2), a.Double("eps", 1e-6), a.Bool("swap", false));
        return double.IsInteger(p)
            ? triplet_margin_loss(x[0], x[1], x[2], margin, (long)p, eps, swap, Named(reduction))
            : triplet_margin_with_distance_loss(x[0], x[1], x[2], (one, other) => pairwise_distance(one, other, p, eps), margin, swap, Named(reduction));
    }
}
