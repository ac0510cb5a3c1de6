using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class functional
        {
            public static Tensor normalize(Tensor input, double p = 2.0, long dim = 1L, double eps = 1e-12)
            {
                using Tensor norm = Aten.One("norm.ScalarOpt_dim", input, p, new[] { dim }, true);
                using Tensor bounded = Aten.One("clamp_min", norm, eps);
                return Aten.One("div.Tensor", input, bounded);
            }

            public static Tensor batch_norm(Tensor input, Tensor? running_mean, Tensor? running_var, Tensor? weight = null, Tensor? bias = null, bool training = false, double momentum = 0.1, double eps = 1e-5) =>
                Aten.One("batch_norm", input, weight, bias, running_mean, running_var, training, momentum, eps, true);

            public static Tensor group_norm(Tensor input, long num_groups, Tensor? weight = null, Tensor? bias = null, double eps = 1e-5) =>
                Aten.One("group_norm", input, num_groups, weight, bias, eps);

            public static Tensor instance_norm(Tensor input, Tensor? running_mean = null, Tensor? running_var = null, Tensor? weight = null, Tensor? bias = null, bool use_input_stats = true, double momentum = 0.1, double eps = 1e-5) =>
                Aten.One("instance_norm", input, weight, bias, running_mean, running_var, use_input_stats, momentum, eps, true);

            public static Tensor layer_norm(Tensor input, long[] normalized_shape, Tensor? weight = null, Tensor? bias = null, double eps = 1e-5) =>
                Aten.One("layer_norm", input, normalized_shape, weight, bias, eps);

            /// <summary>Divides by the power of a running mean of squares over neighbouring channels (dimension 1).</summary>
            public static Tensor local_response_norm(Tensor input, long size, double alpha = 0.0001, double beta = 0.75, double k = 1.0)
            {
                if (input.Dimensions < 3)
                    throw new ArgumentException($"local_response_norm takes 3 dimensions or more, not {input.Dimensions}.", nameof(input));
                using DisposeScope scope = NewDisposeScope();
                long[] shape = input.shape;
                // The channels become one axis of a picture, so that a 2-d pooling runs over them.
                Tensor squares = Aten.One("reshape", Aten.One("mul.Tensor", input, input), new[] { shape[0], 1, shape[1], -1 });
                Tensor padded = Aten.One("constant_pad_nd", squares, new[] { 0, 0, size / 2, (size - 1) / 2 }, 0.0);
                Tensor means = Aten.One("avg_pool2d", padded, new[] { size, 1L }, s_ones);
                Tensor divisor = Aten.One("pow.Tensor_Scalar", Aten.One("add.Scalar", Aten.One("mul.Scalar", means, alpha), k), beta);
                return Aten.One("div.Tensor", input, Aten.One("reshape", divisor, shape)).MoveToOuterDisposeScope();
            }
        }
    }
}
