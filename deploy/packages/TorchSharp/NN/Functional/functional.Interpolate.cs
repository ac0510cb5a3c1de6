using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class functional
        {
            /// <summary>Scales the spatial dimensions, to sizes or by factors.</summary>
            /// <param name="x">[N, C, *] with 1 to 3 spatial dimensions.</param>
            /// <param name="size">The spatial sizes, one for each spatial dimension.</param>
            /// <param name="scale_factor">The factors, one for each spatial dimension. Exactly one of size and factor is given.</param>
            /// <param name="mode">How values between the samples are made.</param>
            /// <param name="align_corners">Whether the corners' centres stay in place; for the linear modes and bicubic only.</param>
            /// <param name="recompute_scale_factor">Whether factors give sizes first, and the sizes the factors.</param>
            /// <param name="antialias">Whether a smaller picture is made of all pixels; for bilinear and bicubic only.</param>
            public static Tensor interpolate(Tensor x, long[]? size = null, double[]? scale_factor = null, InterpolationMode mode = InterpolationMode.Nearest, bool? align_corners = null, bool recompute_scale_factor = false, bool antialias = false)
            {
                int spatial = (int)x.Dimensions - 2;
                if (spatial is < 1 or > 3)
                    throw new ArgumentException($"interpolate takes 3 to 5 dimensions, not {x.Dimensions}.", nameof(x));
                if (size is null == scale_factor is null)
                    throw new ArgumentException("Exactly one of size and scale_factor is given.", nameof(size));
                if (align_corners is not null && mode is InterpolationMode.Nearest or InterpolationMode.NearestExact or InterpolationMode.Area)
                    throw new ArgumentException("align_corners is for linear, bilinear, bicubic and trilinear.", nameof(align_corners));
                if ((size?.Length ?? scale_factor!.Length) != spatial)
                    throw new ArgumentException($"{size?.Length ?? scale_factor!.Length} sizes or factors for {spatial} spatial dimensions.", size is null ? nameof(scale_factor) : nameof(size));
                if (scale_factor is not null && (recompute_scale_factor || mode == InterpolationMode.Area))
                {
                    long[] shape = x.shape;
                    size = [.. scale_factor.Select((factor, i) => (long)Math.Floor((float)shape[i + 2] * factor))];
                    scale_factor = null;
                }

                return mode switch
                {
                    InterpolationMode.Nearest => Aten.One($"upsample_nearest{spatial}d.vec", x, size, scale_factor),
                    InterpolationMode.NearestExact => Aten.One($"_upsample_nearest_exact{spatial}d.vec", x, size, scale_factor),
                    InterpolationMode.Area => Aten.One($"adaptive_avg_pool{spatial}d", x, size),
                    _ => Aten.One(Operator(mode, spatial, antialias), x, size, align_corners ?? false, scale_factor),
                };
            }

            public static Tensor upsample(Tensor input, long[]? size = null, double[]? scale_factor = null, UpsampleMode mode = UpsampleMode.Nearest, bool align_corners = false) =>
                interpolate(input, size, scale_factor, (InterpolationMode)mode, mode == UpsampleMode.Nearest ? null : align_corners);

            public static Tensor upsample_bilinear(Tensor x, long[]? size = null, double[]? scale_factor = null, bool align_corners = false) =>
                interpolate(x, size, scale_factor, InterpolationMode.Bilinear, align_corners);

            public static Tensor upsample_nearest(Tensor x, long[]? size = null, double[]? scale_factor = null, bool align_corners = false) =>
                interpolate(x, size, scale_factor);

            public static Tensor upsample_nearest1d(Tensor input, long? outputSize, double? scaleFactor) =>
                Aten.One("upsample_nearest1d.vec", input, outputSize is { } size ? new[] { size } : null, scaleFactor is { } factor ? new[] { factor } : null);

            public static Tensor upsample_nearest2d(Tensor input, long[]? outputSizes = null, double[]? scaleFactors = null) =>
                Aten.One("upsample_nearest2d.vec", input, outputSizes, scaleFactors);

            public static Tensor upsample_nearest3d(Tensor input, long[]? outputSizes = null, double[]? scaleFactors = null) =>
                Aten.One("upsample_nearest3d.vec", input, outputSizes, scaleFactors);

            private static string Operator(InterpolationMode mode, int spatial, bool antialias) => (mode, spatial, antialias) switch
            {
                (InterpolationMode.Linear, 1, false) => "upsample_linear1d.vec",
                (InterpolationMode.Bilinear, 2, false) => "upsample_bilinear2d.vec",
                (InterpolationMode.Bilinear, 2, true) => "_upsample_bilinear2d_aa.vec",
                (InterpolationMode.Bicubic, 2, false) => "upsample_bicubic2d.vec",
                (InterpolationMode.Bicubic, 2, true) => "_upsample_bicubic2d_aa.vec",
                (InterpolationMode.Trilinear, 3, false) => "upsample_trilinear3d.vec",
                _ => throw new ArgumentException($"{mode}{(antialias ? " with antialias" : "")} is not for {spatial} spatial dimensions.", nameof(mode)),
            };
        }
    }
}
