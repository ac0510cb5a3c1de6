using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class functional
        {
            private const double OneEighth = 1.0 / 8.0;
            private const double OneThird = 1.0 / 3.0;

            public static Tensor relu(Tensor x, bool inplace = false) => InPlaceOrNew("relu", inplace, x);

            public static Tensor relu6(Tensor x, bool inplace = false) => InPlaceOrNew("relu6", inplace, x);

            public static Tensor leaky_relu(Tensor input, double negative_slope = 0.01, bool inplace = false) => InPlaceOrNew("leaky_relu", inplace, input, negative_slope);

            public static Tensor prelu(Tensor input, Tensor weight) => Aten.One("prelu", input, weight);

            public static Tensor rrelu(Tensor x, double lower = OneEighth, double upper = OneThird, bool inplace = false) => InPlaceOrNew("rrelu", inplace, x, lower, upper);

            public static Tensor elu(Tensor x, double alpha, bool inplace = false) => InPlaceOrNew("elu", inplace, x, alpha);

            public static Tensor celu(Tensor x, double alpha, bool inplace = false) => InPlaceOrNew("celu", inplace, x, alpha);

            public static Tensor selu(Tensor x, bool inplace = false) => InPlaceOrNew("selu", inplace, x);

            public static Tensor gelu(Tensor x) => Aten.One("gelu", x);

            public static Tensor gelu(Tensor x, bool inplace) => InPlaceOrNew("gelu", inplace, x);

            public static Tensor glu(Tensor input, long dim = -1) => Aten.One("glu", input, dim);

            public static Tensor silu(Tensor x, bool inplace = false) => InPlaceOrNew("silu", inplace, x);

            public static Tensor mish(Tensor x, bool inplace = false) => InPlaceOrNew("mish", inplace, x);

            public static Tensor sigmoid(Tensor x) => Aten.One("sigmoid", x);

            public static Tensor sigmoid(Tensor x, bool inplace) => InPlaceOrNew("sigmoid", inplace, x);

            public static Tensor logsigmoid(Tensor x) => Aten.One("log_sigmoid", x);

            public static Tensor tanh(Tensor x, bool inplace = false) => InPlaceOrNew("tanh", inplace, x);

            public static Tensor tanhshrink(Tensor x, bool inplace = false)
            {
                using Tensor squashed = Aten.One("tanh", x);
                return InPlaceOrNew(inplace ? "sub_.Tensor" : "sub.Tensor", false, x, squashed);
            }

            public static Tensor hardtanh(Tensor x, double min_val = -1.0, double max_val = 1.0, bool inplace = false) => InPlaceOrNew("hardtanh", inplace, x, min_val, max_val);

            public static Tensor hardsigmoid(Tensor input, bool inplace = false) => InPlaceOrNew("hardsigmoid", inplace, input);

            public static Tensor hardswish(Tensor input, bool inplace = false) => InPlaceOrNew("hardswish", inplace, input);

            public static Tensor hardshrink(Tensor x, double lambda = 0.5) => Aten.One("hardshrink", x, lambda);

            public static Tensor softshrink(Tensor x, double lambda = 0.5) => Aten.One("softshrink", x, lambda);

            public static Tensor softplus(Tensor x, double beta = 1, double threshold = 20) => Aten.One("softplus", x, beta, threshold);

            public static Tensor softsign(Tensor x, bool inplace = false)
            {
                using Tensor magnitude = Aten.One("abs", x);
                using Tensor divisor = Aten.One("add.Scalar", magnitude, 1L);
                return InPlaceOrNew(inplace ? "div_.Tensor" : "div.Tensor", false, x, divisor);
            }

            public static Tensor threshold(Tensor x, double threshold, double value, bool inplace = false) => InPlaceOrNew("threshold", inplace, x, threshold, value);

            public static Tensor softmax(Tensor input, long dim, ScalarType? dtype = null) => Aten.One("softmax.int", input, dim, dtype);

            public static Tensor softmax2d(Tensor x) => softmax(x, -3);

            public static Tensor softmin(Tensor x, long dim)
            {
                using Tensor negative = Aten.One("neg", x);
                return softmax(negative, dim);
            }

            public static Tensor log_softmax(Tensor x, long dim) => Aten.One("log_softmax.int", x, dim);
        }
    }
}
