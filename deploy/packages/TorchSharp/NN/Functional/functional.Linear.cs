using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class functional
        {
            /// <summary>input weightsᵀ + bias.</summary>
            /// <param name="input">[*, in].</param>
            /// <param name="weights">[out, in] or [in].</param>
            /// <param name="bias">[out] or [].</param>
            public static Tensor linear(Tensor input, Tensor weights, Tensor? bias = null) => Aten.One("linear", input, weights, bias);

            public static Tensor bilinear(Tensor input1, Tensor input2, Tensor weight, Tensor? bias = null) =>
                Aten.One("bilinear", input1, input2, weight, bias);

            public static Tensor one_hot(Tensor x, long num_classes = -1) => Aten.One("one_hot", x, num_classes);

            public static Tensor cosine_similarity(Tensor x1, Tensor x2, long dim = 1, double eps = 1e-8) =>
                Aten.One("cosine_similarity", x1, x2, dim, eps);

            public static Tensor pairwise_distance(Tensor input1, Tensor input2, double p = 2.0, double eps = 1e-6, bool keepdim = false) =>
                Aten.One("pairwise_distance", input1, input2, p, eps, keepdim);

            public static Tensor pixel_shuffle(Tensor input, long upscale_factor) => Aten.One("pixel_shuffle", input, upscale_factor);

            public static Tensor pixel_unshuffle(Tensor input, long downscale_factor) => Aten.One("pixel_unshuffle", input, downscale_factor);

            /// <summary>Rows of a table by their numbers.</summary>
            internal static Tensor embedding(Tensor input, Tensor weight, long padding_idx = -1, bool scale_grad_by_freq = false, bool sparse = false) =>
                Aten.One("embedding", weight, input, padding_idx, scale_grad_by_freq, sparse);
        }
    }
}
