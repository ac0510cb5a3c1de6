using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class functional
        {
            private static readonly long[] s_ones = [1];
            private static readonly long[] s_zeros = [0];

            public static Tensor conv1d(Tensor input, Tensor weight, Tensor? bias = null, long? stride = null, long? padding = null, long? dilation = null, long groups = 1) =>
                Aten.One("conv1d", input, weight, bias, One(stride, s_ones), One(padding, s_zeros), One(dilation, s_ones), groups);

            public static Tensor conv1d_padding(Tensor input, Tensor weight, Tensor? bias = null, long? stride = null, Padding padding = Padding.Valid, long? dilation = null, long groups = 1) =>
                Aten.One("conv1d.padding", input, weight, bias, One(stride, s_ones), Name(padding), One(dilation, s_ones), groups);

            public static Tensor conv2d(Tensor input, Tensor weight, Tensor? bias = null, long[]? strides = null, long[]? padding = null, long[]? dilation = null, long groups = 1) =>
                SmallConvolution.Takes(input, weight, bias)
                    ? SmallConvolution.Run(input, weight, bias, strides ?? s_ones, padding ?? s_zeros, dilation ?? s_ones, groups)
                    : TrainedConvolution.Run(input, weight, bias, transposed: false, strides, padding, null, dilation, groups)
                    ?? Aten.One("conv2d", input, weight, bias, strides ?? s_ones, padding ?? s_zeros, dilation ?? s_ones, groups);

            public static Tensor conv2d_padding(Tensor input, Tensor weight, Tensor? bias = null, long[]? strides = null, Padding padding = Padding.Valid, long[]? dilation = null, long groups = 1) =>
                Aten.One("conv2d.padding", input, weight, bias, strides ?? s_ones, Name(padding), dilation ?? s_ones, groups);

            public static Tensor conv3d(Tensor input, Tensor weight, Tensor? bias = null, long[]? strides = null, long[]? padding = null, long[]? dilation = null, long groups = 1) =>
                Aten.One("conv3d", input, weight, bias, strides ?? s_ones, padding ?? s_zeros, dilation ?? s_ones, groups);

            public static Tensor conv3d_padding(Tensor input, Tensor weight, Tensor? bias = null, long[]? strides = null, Padding padding = Padding.Valid, long[]? dilation = null, long groups = 1) =>
                Aten.One("conv3d.padding", input, weight, bias, strides ?? s_ones, Name(padding), dilation ?? s_ones, groups);

            public static Tensor conv_transpose1d(Tensor input, Tensor weight, Tensor? bias = null, long? stride = null, long? padding = null, long? output_padding = null, long? dilation = null, long groups = 1) =>
                Aten.One("conv_transpose1d", input, weight, bias, One(stride, s_ones), One(padding, s_zeros), One(output_padding, s_zeros), groups, One(dilation, s_ones));

            public static Tensor conv_transpose2d(Tensor input, Tensor weight, Tensor? bias = null, long[]? strides = null, long[]? padding = null, long[]? output_padding = null, long[]? dilation = null, long groups = 1) =>
                TrainedConvolution.Run(input, weight, bias, transposed: true, strides, padding, output_padding, dilation, groups)
                ?? Aten.One("conv_transpose2d.input", input, weight, bias, strides ?? s_ones, padding ?? s_zeros, output_padding ?? s_zeros, groups, dilation ?? s_ones);

            public static Tensor conv_transpose3d(Tensor input, Tensor weight, Tensor? bias = null, long[]? strides = null, long[]? padding = null, long[]? output_padding = null, long[]? dilation = null, long groups = 1) =>
                Aten.One("conv_transpose3d.input", input, weight, bias, strides ?? s_ones, padding ?? s_zeros, output_padding ?? s_zeros, groups, dilation ?? s_ones);

            public static Tensor unfold(Tensor input, long kernel_size, long dilation = 1, long padding = 0, long stride = 1) =>
                unfold(input, (kernel_size, kernel_size), (dilation, dilation), (padding, padding), (stride, stride));

            public static Tensor unfold(Tensor input, (long, long) kernel_size, (long, long)? dilation = null, (long, long)? padding = null, (long, long)? stride = null) =>
                Aten.One("im2col", input, Pair(kernel_size), Pair(dilation, 1), Pair(padding, 0), Pair(stride, 1));

            public static Tensor fold(Tensor input, long output_size, long kernel_size, long dilation = 1, long padding = 0, long stride = 1) =>
                fold(input, (output_size, output_size), (kernel_size, kernel_size), (dilation, dilation), (padding, padding), (stride, stride));

            public static Tensor fold(Tensor input, (long, long) output_size, (long, long) kernel_size, (long, long)? dilation = null, (long, long)? padding = null, (long, long)? stride = null) =>
                Aten.One("col2im", input, Pair(output_size), Pair(kernel_size), Pair(dilation, 1), Pair(padding, 0), Pair(stride, 1));

            internal static long[] Pair((long, long) value) => [value.Item1, value.Item2];

            internal static long[] Pair((long, long)? value, long otherwise) => value is { } pair ? Pair(pair) : [otherwise, otherwise];

            private static long[] One(long? value, long[] otherwise) => value is { } some ? [some] : otherwise;

            private static string Name(Padding padding) => padding == Padding.Same ? "same" : "valid";
        }
    }
}
