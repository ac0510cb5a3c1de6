using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Inpaint.Tests.Unit.Golden.Torch.Operators;

/// <summary>Normalisation, distances, linear layers and embeddings of torch.nn.functional.</summary>
internal static class LayerFunctions
{
    private const string Prefix = "nn.functional.";

    public static void AddTo(OperatorTable table)
    {
        table.Add(Prefix + "linear", "input weight bias", a => functional.linear(a.Tensor("input"), a.Tensor("weight"), a.TensorOrNull("bias")));
        table.Add(Prefix + "embedding", "input weight padding_idx", a => Embedding(a.Tensor("input"), a.Tensor("weight"), a.LongOrNull("padding_idx")));
        table.Add(Prefix + "one_hot", "input num_classes", a => functional.one_hot(a.Tensor("input"), a.Long("num_classes", -1)));
        table.Add(Prefix + "batch_norm", "input running_mean running_var weight bias training momentum eps", a => functional.batch_norm(
            a.Tensor("input"), a.TensorOrNull("running_mean"), a.TensorOrNull("running_var"), a.TensorOrNull("weight"), a.TensorOrNull("bias"),
            a.Flag("training"), a.Double("momentum", .1), a.Double("eps", 1e-5)));
        table.Add(Prefix + "instance_norm", "input running_mean running_var weight bias use_input_stats momentum eps", a => functional.instance_norm(
            a.Tensor("input"), a.TensorOrNull("running_mean"), a.TensorOrNull("running_var"), a.TensorOrNull("weight"), a.TensorOrNull("bias"),
            a.Flag("use_input_stats", true), a.Double("momentum", .1), a.Double("eps", 1e-5)));
        table.Add(Prefix + "group_norm", "input num_groups weight bias eps", a => functional.group_norm(
            a.Tensor("input"), a.Long("num_groups"), a.TensorOrNull("weight"), a.TensorOrNull("bias"), a.Double("eps", 1e-5)));
        table.Add(Prefix + "layer_norm", "input normalized_shape weight bias eps", a => functional.layer_norm(
            a.Tensor("input"), a.Longs("normalized_shape"), a.TensorOrNull("weight"), a.TensorOrNull("bias"), a.Double("eps", 1e-5)));
        table.Add(Prefix + "local_response_norm", "input size alpha beta k", a => functional.local_response_norm(
            a.Tensor("input"), a.Long("size"), a.Double("alpha", 1e-4), a.Double("beta", .75), a.Double("k", 1)));
        table.Add(Prefix + "normalize", "input p dim eps", a =>
            functional.normalize(a.Tensor("input"), a.Double("p", 2), a.Long("dim", 1), a.Double("eps", 1e-12)));
        table.Add(Prefix + "cosine_similarity", "x1 x2 dim eps", a =>
            functional.cosine_similarity(a.Tensor("x1"), a.Tensor("x2"), a.Long("dim", 1), a.Double("eps", 1e-8)));
        table.Add(Prefix + "pairwise_distance", "x1 x2 p eps keepdim", a =>
            functional.pairwise_distance(a.Tensor("x1"), a.Tensor("x2"), a.Double("p", 2), a.Double("eps", 1e-6), a.Flag("keepdim")));
        table.Add(Prefix + "pixel_shuffle", "input upscale_factor", a => functional.pixel_shuffle(a.Tensor("input"), a.Long("upscale_factor")));
        table.Add(Prefix + "pixel_unshuffle", "input downscale_factor", a => functional.pixel_unshuffle(a.Tensor("input"), a.Long("downscale_factor")));
    }

    // TorchSharp has the embedding as a module alone: rows are selected here, and the padding's row gets no gradient.
    private static Tensor Embedding(Tensor indices, Tensor weight, long? padding)
    {
        var table = weight;
        if (padding is { } row)
        {
            var isPadding = arange(weight.shape[0]).eq((row + weight.shape[0]) % weight.shape[0]).unsqueeze(1);
            table = where(isPadding, weight.detach(), weight);
        }

        return table.index_select(0, indices.flatten()).view([.. indices.shape, weight.shape[1]]);
    }
}
