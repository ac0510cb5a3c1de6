using TorchSharp.Interop;
using TorchSharp.Utils;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        /// <summary>First values of parameters. All work in place, without gradients, and return the tensor itself.</summary>
        public static class init
        {
            public enum NonlinearityType
            {
                Linear = 0,
                Conv1D = 1,
                Conv2D = 2,
                Conv3D = 3,
                ConvTranspose1D = 4,
                ConvTranspose2D = 5,
                ConvTranspose3D = 6,
                Sigmoid = 7,
                Tanh = 8,
                ReLU = 9,
                LeakyReLU = 10,
            }

            public enum FanInOut
            {
                FanIn = 0,
                FanOut = 1,
            }

            /// <summary>How much larger weights must be for a nonlinearity to keep the variance.</summary>
            public static double calculate_gain(NonlinearityType nonlinearity, double param = 0.0) => nonlinearity switch
            {
                NonlinearityType.Tanh => 5.0 / 3.0,
                NonlinearityType.ReLU => Math.Sqrt(2),
                NonlinearityType.LeakyReLU => Math.Sqrt(2 / (1 + param * param)),
                _ => 1,
            };

            public static Tensor ones_(Tensor tensor) => Change(tensor, "fill_.Scalar", 1L);

            public static Tensor zeros_(Tensor tensor) => Change(tensor, "zero_");

            public static Tensor constant_(Tensor tensor, Scalar val) => Change(tensor, "fill_.Scalar", val);

            public static Tensor uniform_(Tensor tensor, double low = 0, double high = 1, Generator? generator = null) =>
                Change(tensor, "uniform_", low, high, generator);

            public static Tensor normal_(Tensor tensor, double mean = 0, double std = 1, Generator? generator = null) =>
                Change(tensor, "normal_", mean, std, generator);

            /// <summary>Normal numbers within [a, b], by the inverse of the distribution function.</summary>
            public static Tensor trunc_normal_(Tensor tensor, double mean = 0.0, double std = 1.0, double a = -2.0, double b = 2.0, Generator? generator = null)
            {
                double lower = NormalDistribution.Cumulative((a - mean) / std);
                double upper = NormalDistribution.Cumulative((b - mean) / std);
                Change(tensor, "uniform_", 2 * lower - 1, 2 * upper - 1, generator);
                Change(tensor, "erfinv_");
                Change(tensor, "mul_.Scalar", std * Math.Sqrt(2));
                Change(tensor, "add_.Scalar", mean);
                return Change(tensor, "clamp_", a, b);
            }

            /// <summary>The identity, for a matrix.</summary>
            public static Tensor eye_(Tensor tensor)
            {
                RequireRank(tensor, 2, 2);
                using Tensor identity = Aten.One("eye.m", tensor.size(0), tensor.size(1), tensor.dtype, Argument.None, tensor.device);
                return Change(tensor, "copy_", identity);
            }

            /// <summary>A convolution that passes its first channels on unchanged.</summary>
            public static Tensor dirac_(Tensor tensor)
            {
                RequireRank(tensor, 3, 5);
                using DisposeScope scope = NewDisposeScope();
                using IDisposable _ = no_grad();
                Aten.Discard("zero_", tensor);
                for (long channel = 0; channel < Math.Min(tensor.size(0), tensor.size(1)); channel++)
                {
                    Tensor element = Aten.One("select.int", Aten.One("select.int", tensor, 0L, channel), 0L, channel);
                    while (element.Dimensions > 0)
                        element = Aten.One("select.int", element, 0L, element.size(0) / 2);
                    Aten.Discard("fill_.Scalar", element, 1L);
                }

                return tensor;
            }

            /// <summary>A matrix with orthogonal rows or columns (Saxe et al. 2013); further dimensions count as columns.</summary>
            public static Tensor orthogonal_(Tensor tensor, double gain = 1.0)
            {
                RequireRank(tensor, 2, int.MaxValue);
                using DisposeScope scope = NewDisposeScope();
                using IDisposable _ = no_grad();
                long rows = tensor.size(0);
                Tensor flat = Aten.One("normal_", Aten.One("reshape", Aten.One("empty_like", tensor), new[] { rows, -1 }), 0.0, 1.0);
                bool wide = rows < flat.size(1);
                (Tensor q, Tensor r) = Aten.Two("linalg_qr", wide ? Aten.One("t", flat) : flat);
                Tensor signed = Aten.One("mul.Tensor", q, Aten.One("sign", Aten.One("diagonal", r)));
                Tensor result = Aten.One("reshape", wide ? Aten.One("t", signed) : signed, tensor.shape);
                Aten.Discard("copy_", tensor, Aten.One("mul.Scalar", result, gain));
                return tensor;
            }

            /// <summary>A normal matrix of which a fraction of every column is zero (Martens 2010).</summary>
            public static Tensor sparse_(Tensor tensor, double sparsity, double std = 0.01)
            {
                RequireRank(tensor, 2, 2);
                using DisposeScope scope = NewDisposeScope();
                using IDisposable _ = no_grad();
                long rows = tensor.size(0);
                long zeros = (long)Math.Ceiling(sparsity * rows);
                Aten.Discard("normal_", tensor, 0.0, std);
                for (long column = 0; column < tensor.size(1); column++)
                {
                    Tensor chosen = Aten.One("slice.Tensor", Aten.One("randperm", rows), 0L, 0L, zeros);
                    Aten.Discard("index_fill_.int_Scalar", Aten.One("select.int", tensor, 1L, column), 0L, chosen, 0L);
                }

                return tensor;
            }

            public static Tensor kaiming_uniform_(Tensor tensor, double a = 0, FanInOut mode = FanInOut.FanIn, NonlinearityType nonlinearity = NonlinearityType.LeakyReLU)
            {
                double bound = Math.Sqrt(3.0) * KaimingDeviation(tensor, a, mode, nonlinearity);
                return uniform_(tensor, -bound, bound);
            }

            public static Tensor kaiming_normal_(Tensor tensor, double a = 0, FanInOut mode = FanInOut.FanIn, NonlinearityType nonlinearity = NonlinearityType.LeakyReLU) =>
                normal_(tensor, 0, KaimingDeviation(tensor, a, mode, nonlinearity));

            public static Tensor xavier_uniform_(Tensor tensor, double gain = 1.0)
            {
                double bound = Math.Sqrt(3.0) * XavierDeviation(tensor, gain);
                return uniform_(tensor, -bound, bound);
            }

            public static Tensor glorot_uniform_(Tensor tensor, double gain = 1.0) => xavier_uniform_(tensor, gain);

            public static Tensor xavier_normal_(Tensor tensor, double gain = 1.0) => normal_(tensor, 0, XavierDeviation(tensor, gain));

            public static Tensor glorot_normal_(Tensor tensor, double gain = 1.0) => xavier_normal_(tensor, gain);

            /// <summary>How many inputs each output has, and outputs each input: channels times the size of the kernel.</summary>
            /// <exception cref="ArgumentException">The tensor has fewer than two dimensions.</exception>
            public static (long fanIn, long fanOut) CalculateFanInAndFanOut(Tensor tensor)
            {
                RequireRank(tensor, 2, int.MaxValue);
                long[] shape = tensor.shape;
                long kernel = 1;
                foreach (long size in shape.AsSpan(2))
                    kernel *= size;
                return (shape[1] * kernel, shape[0] * kernel);
            }

            /// <summary>What layers do with their bias: uniform within 1 / sqrt(fan in of the weight).</summary>
            internal static void UniformByFanIn(Tensor? bias, Tensor weight)
            {
                long fanIn = CalculateFanInAndFanOut(weight).fanIn;
                if (bias is not null && fanIn > 0)
                    uniform_(bias, -1 / Math.Sqrt(fanIn), 1 / Math.Sqrt(fanIn));
            }

            private static double KaimingDeviation(Tensor tensor, double a, FanInOut mode, NonlinearityType nonlinearity)
            {
                (long fanIn, long fanOut) = CalculateFanInAndFanOut(tensor);
                return calculate_gain(nonlinearity, a) / Math.Sqrt(mode == FanInOut.FanIn ? fanIn : fanOut);
            }

            private static double XavierDeviation(Tensor tensor, double gain)
            {
                (long fanIn, long fanOut) = CalculateFanInAndFanOut(tensor);
                return gain * Math.Sqrt(2.0 / (fanIn + fanOut));
            }

            private static void RequireRank(Tensor tensor, int least, int most)
            {
                long rank = tensor.Dimensions;
                if (rank < least || rank > most)
                    throw new ArgumentException($"A tensor of {rank} dimensions cannot be initialised so: from {least} on.", nameof(tensor));
            }

            private static Tensor Change(Tensor tensor, string name, params ReadOnlySpan<Argument> rest)
            {
                using IDisposable _ = no_grad();
                return Aten.InPlace(name, tensor, rest);
            }
        }
    }
}
