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
            /// <param name="size">The spatial sizes; one number holds for all.</param>
            /// <param name="scale_factor">The factors; one number holds for all. Exactly one of size and factor is given.</param>
            /// <param name="mode">How values between the samples are made.</param>
            /// <param name="align_corners">Whether the corners' centres stay in place; for the linear modes and bicubic only.</param>
            /// <param name="recompute_scale_factor">Whether factors give sizes first, and the sizes the factors.</param>
            public static Tensor interpolate(Tensor x, long[]? size = null, double[]? scale_factor = null, InterpolationMode mode = InterpolationMode.Nearest, bool? align_corners = null, bool recompute_scale_factor = false)
            {
                int spatial = (int)x.Dimensions - 2;
                if (spatial is < 1 or > 3)
                    throw new ArgumentException($"interpolate takes 3 to 5 dimensions, not {x.Dimensions}.", nameof(x));
                if (size is null == scale_factor is null)
                    throw new ArgumentException("Exactly one of size and scale_factor is given.", nameof(size));
                if (align_corners is not null && mode is InterpolationMode.Nearest or InterpolationMode.Area)
                    throw new ArgumentException("align_corners is for linear, bilinear, bicubic and trilinear.", nameof(align_corners));
                size = Repeated(size, spatial, nameof(size));
                scale_factor = Repeated(scale_factor, spatial, nameof(scale_factor));
                if (scale_factor is not null && (recompute_scale_factor || mode == InterpolationMode.Area))
                {
                    long[] shape = x.shape;
                    size = [.. scale_factor.Select((factor, i) => (long)Math.Floor((float)shape[i + 2] * factor))];
                    scale_factor = null;
                }

                return mode switch
                {
                    InterpolationMode.Nearest => Aten.One($"upsample_nearest{spatial}d.vec", x, size, scale_factor),
                    InterpolationMode.Area => Aten.One($"adaptive_avg_pool{spatial}d", x, size),
                    _ => Aten.One(Operator(mode, spatial), x, size, align_corners ?? false, scale_factor),
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

            private static string Operator(InterpolationMode mode, int spatial) => (mode, spatial) switch
            {
                (InterpolationMode.Linear, 1) => "upsample_linear1d.vec",
                (InterpolationMode.Bilinear, 2) => "upsample_bilinear2d.vec",
                (InterpolationMode.Bicubic, 2) => "upsample_bicubic2d.vec",
                (InterpolationMode.Trilinear, 3) => "upsample_trilinear3d.vec",
                _ => throw new ArgumentException($"{mode} is not for {spatial} spatial dimensions.", nameof(mode)),
            };

            private static T[]? Repeated<T>(T[]? values, int count, string name)
            {
                if (values is null || values.Length == count)
                    return values;
                if (values.Length != 1)
                    throw new ArgumentException($"{name} has one number or {count}, not {values.Length}.", name);
                return [.. Enumerable.Repeat(values[0], count)];
            }
        }
    }
}
