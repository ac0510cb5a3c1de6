using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Inpaint.Tests.Unit.Golden.Torch;

/// <summary>Modules of torch.nn with one input, by their Python names and arguments.</summary>
internal static class ModuleFactory
{
    public static Module<Tensor, Tensor> Make(string name, CaseArguments a)
    {
        Module<Tensor, Tensor> module = name switch
        {
            "Linear" => Linear(a.Long("in_features"), a.Long("out_features"), a.Bool("bias", true)),
            "Conv1d" => MakeConv1d(a),
            "Conv2d" => MakeConv2d(a),
            "ConvTranspose2d" => ConvTranspose2d(
                a.Long("in_channels"), a.Long("out_channels"), a.Pair("kernel_size"), a.Pair("stride", 1), a.Pair("padding", 0), a.Pair("output_padding", 0),
                a.Pair("dilation", 1), groups: a.Long("groups", 1), bias: a.Bool("bias", true)),
            "BatchNorm1d" => WithMomentum(BatchNorm1d(a.Long("num_features"), a.Double("eps", 1e-5), 0.1, a.Bool("affine", true), a.Bool("track_running_stats", true)), a),
            "BatchNorm2d" => WithMomentum(BatchNorm2d(a.Long("num_features"), a.Double("eps", 1e-5), 0.1, a.Bool("affine", true), a.Bool("track_running_stats", true)), a),
            "InstanceNorm2d" => InstanceNorm2d(
                a.Long("num_features"), a.Double("eps", 1e-5), a.Double("momentum", 0.1), a.Bool("affine", false), a.Bool("track_running_stats", false)),
            "GroupNorm" => GroupNorm(a.Long("num_groups"), a.Long("num_channels"), a.Double("eps", 1e-5), a.Bool("affine", true)),
            "LayerNorm" => LayerNorm(a.Longs("normalized_shape", 1), a.Double("eps", 1e-5), a.Bool("elementwise_affine", true), a.Bool("bias", true)),
            "Embedding" => Embedding(
                a.Long("num_embeddings"), a.Long("embedding_dim"), a.LongOrNull("padding_idx"), a.Has("max_norm") ? a.Double("max_norm") : null, a.Double("norm_type", 2),
                a.Bool("scale_grad_by_freq", false)),
            "PReLU" => PReLU(a.Long("num_parameters", 1), a.Double("init", 0.25)),
            "Upsample" => MakeUpsample(a),
            "SiLU" => SiLU(a.Bool("inplace", false)),
            "ReLU" => ReLU(a.Bool("inplace", false)),
            "LeakyReLU" => LeakyReLU(a.Double("negative_slope", 0.01), a.Bool("inplace", false)),
            "Tanh" => Tanh(),
            _ => throw new InvalidDataException($"no module {name}"),
        };
        a.RequireAllRead();
        return module;
    }

    private static Module<Tensor, Tensor> MakeConv1d(CaseArguments a) => a.IsText("padding")
        ? Conv1d(
            a.Long("in_channels"), a.Long("out_channels"), a.Longs("kernel_size", 1)[0], PaddingNamed(a), a.Longs("stride", 1, 1)[0], a.Longs("dilation", 1, 1)[0], ModeOf(a),
            a.Long("groups", 1), a.Bool("bias", true))
        : Conv1d(
            a.Long("in_channels"), a.Long("out_channels"), a.Longs("kernel_size", 1)[0], a.Longs("stride", 1, 1)[0], a.Longs("padding", 1, 0)[0], a.Longs("dilation", 1, 1)[0],
            ModeOf(a), a.Long("groups", 1), a.Bool("bias", true));

    private static Module<Tensor, Tensor> MakeConv2d(CaseArguments a) => a.IsText("padding")
        ? Conv2d(
            a.Long("in_channels"), a.Long("out_channels"), a.Pair("kernel_size"), PaddingNamed(a), a.Pair("stride", 1), a.Pair("dilation", 1), ModeOf(a), a.Long("groups", 1),
            a.Bool("bias", true))
        : Conv2d(
            a.Long("in_channels"), a.Long("out_channels"), a.Pair("kernel_size"), a.Pair("stride", 1), a.Pair("padding", 0), a.Pair("dilation", 1), ModeOf(a),
            a.Long("groups", 1), a.Bool("bias", true));

    private static Module<Tensor, Tensor> MakeUpsample(CaseArguments a) => Upsample(
        a.Has("size") ? PairOf(a.Longs("size", 1)) : null,
        a.Has("scale_factor") ? PairOf(a.Doubles("scale_factor")) : null,
        Enum.Parse<UpsampleMode>(a.Text("mode", "nearest"), ignoreCase: true),
        a.Has("align_corners") ? a.Bool("align_corners", false) : null,
        a.Has("recompute_scale_factor") ? a.Bool("recompute_scale_factor", false) : null);

    // One number holds for both spatial dimensions; TorchSharp wants two.
    private static T[] PairOf<T>(T[] values) => values is [var one] ? [one, one] : values;

    private static Module<Tensor, Tensor> WithMomentum(TorchSharp.Modules.BatchNorm norm, CaseArguments a)
    {
        norm.momentum = a.IsNull("momentum") ? null : a.Double("momentum", 0.1);
        return norm;
    }

    private static Padding PaddingNamed(CaseArguments a) => Enum.Parse<Padding>(a.Text("padding", ""), ignoreCase: true);

    private static PaddingModes ModeOf(CaseArguments a) => Enum.Parse<PaddingModes>(a.Text("padding_mode", "zeros"), ignoreCase: true);
}
