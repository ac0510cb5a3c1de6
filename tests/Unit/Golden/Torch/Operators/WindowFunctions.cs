using TorchSharp;
using static TorchSharp.torch.nn;

namespace Inpaint.Tests.Unit.Golden.Torch.Operators;

/// <summary>Convolutions, pooling and windows of torch.nn.functional.</summary>
internal static class WindowFunctions
{
    private const string Prefix = "nn.functional.";
    private const string Convolution = "input weight bias stride padding dilation groups";
    private const string Transposed = "input weight bias stride padding output_padding groups dilation";

    public static void AddTo(OperatorTable table)
    {
        AddConvolutions(table);
        AddPooling(table);
        table.Add(Prefix + "unfold", "input kernel_size dilation padding stride", a => functional.unfold(
            a.Tensor("input"), Pair(a, "kernel_size"), PairOrNull(a, "dilation"), PairOrNull(a, "padding"), PairOrNull(a, "stride")));
        table.Add(Prefix + "fold", "input output_size kernel_size dilation padding stride", a => functional.fold(
            a.Tensor("input"), Pair(a, "output_size"), Pair(a, "kernel_size"), PairOrNull(a, "dilation"), PairOrNull(a, "padding"), PairOrNull(a, "stride")));
    }

    private static void AddConvolutions(OperatorTable table)
    {
        table.Add(Prefix + "conv1d", Convolution, a => a.IsText("padding")
            ? functional.conv1d_padding(a.Tensor("input"), a.Tensor("weight"), a.TensorOrNull("bias"), One(a, "stride"), Mode(a), One(a, "dilation"), a.Long("groups", 1))
            : functional.conv1d(a.Tensor("input"), a.Tensor("weight"), a.TensorOrNull("bias"), One(a, "stride"), One(a, "padding"), One(a, "dilation"), a.Long("groups", 1)));
        table.Add(Prefix + "conv2d", Convolution, a => a.IsText("padding")
            ? functional.conv2d_padding(a.Tensor("input"), a.Tensor("weight"), a.TensorOrNull("bias"), Each(a, "stride", 2), Mode(a), Each(a, "dilation", 2), a.Long("groups", 1))
            : functional.conv2d(a.Tensor("input"), a.Tensor("weight"), a.TensorOrNull("bias"), Each(a, "stride", 2), Each(a, "padding", 2), Each(a, "dilation", 2), a.Long("groups", 1)));
        table.Add(Prefix + "conv3d", Convolution, a => a.IsText("padding")
            ? functional.conv3d_padding(a.Tensor("input"), a.Tensor("weight"), a.TensorOrNull("bias"), Each(a, "stride", 3), Mode(a), Each(a, "dilation", 3), a.Long("groups", 1))
            : functional.conv3d(a.Tensor("input"), a.Tensor("weight"), a.TensorOrNull("bias"), Each(a, "stride", 3), Each(a, "padding", 3), Each(a, "dilation", 3), a.Long("groups", 1)));
        table.Add(Prefix + "conv_transpose1d", Transposed, a => functional.conv_transpose1d(
            a.Tensor("input"), a.Tensor("weight"), a.TensorOrNull("bias"), One(a, "stride"), One(a, "padding"), One(a, "output_padding"), One(a, "dilation"), a.Long("groups", 1)));
        table.Add(Prefix + "conv_transpose2d", Transposed, a => functional.conv_transpose2d(
            a.Tensor("input"), a.Tensor("weight"), a.TensorOrNull("bias"), Each(a, "stride", 2), Each(a, "padding", 2), Each(a, "output_padding", 2), Each(a, "dilation", 2), a.Long("groups", 1)));
    }

    private static void AddPooling(OperatorTable table)
    {
        table.AddMany(Prefix + "max_pool2d", "input kernel_size stride padding dilation ceil_mode return_indices", a =>
        {
            var (values, indices) = functional.max_pool2d_with_indices(
                a.Tensor("input"), Each(a, "kernel_size", 2)!, Each(a, "stride", 2), Each(a, "padding", 2), Each(a, "dilation", 2), a.Flag("ceil_mode"));
            return a.Flag("return_indices") ? [values, indices] : [values];
        });
        table.Add(Prefix + "avg_pool1d", "input kernel_size stride padding ceil_mode count_include_pad", a => functional.avg_pool1d(
            a.Tensor("input"), One(a, "kernel_size")!.Value, One(a, "stride"), One(a, "padding"), a.Flag("ceil_mode"), a.Flag("count_include_pad", true)));
        table.Add(Prefix + "avg_pool2d", "input kernel_size stride padding ceil_mode count_include_pad divisor_override", a => functional.avg_pool2d(
            a.Tensor("input"), Each(a, "kernel_size", 2)!, Each(a, "stride", 2), Each(a, "padding", 2), a.Flag("ceil_mode"), a.Flag("count_include_pad", true), a.LongOrNull("divisor_override")));
        table.Add(Prefix + "adaptive_avg_pool2d", "input output_size", a => functional.adaptive_avg_pool2d(a.Tensor("input"), Each(a, "output_size", 2)!));
        table.AddMany(Prefix + "adaptive_max_pool2d", "input output_size return_indices", a =>
        {
            var (values, indices) = functional.adaptive_max_pool2d_with_indices(a.Tensor("input"), Each(a, "output_size", 2)!);
            return a.Flag("return_indices") ? [values, indices] : [values];
        });
    }

    private static Padding Mode(OperatorArguments a) => a.Text("padding") == "same" ? Padding.Same : Padding.Valid;

    private static long? One(OperatorArguments a, string name) => a.LongsOrNull(name)?[0];

    // One number stands for every dimension.
    private static long[]? Each(OperatorArguments a, string name, int dimensions) =>
        a.LongsOrNull(name) is [var one] ? Enumerable.Repeat(one, dimensions).ToArray() : a.LongsOrNull(name);

    private static (long, long) Pair(OperatorArguments a, string name) => PairOrNull(a, name)!.Value;

    private static (long, long)? PairOrNull(OperatorArguments a, string name) => Each(a, name, 2) is [var first, var second] ? (first, second) : null;
}
