using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public enum UpsampleMode
    {
        Nearest = 0,
        Linear = 1,
        Bilinear = 2,
        Bicubic = 3,
        Trilinear = 4,
    }

    public enum InterpolationMode
    {
        Nearest = 0,
        Linear = 1,
        Bilinear = 2,
        Bicubic = 3,
        Trilinear = 4,
        Area = 5,
        NearestExact = 6,
    }

    public enum GridSampleMode
    {
        Nearest = 0,
        Bilinear = 2,
    }

    public enum GridSamplePaddingMode
    {
        Zeros = 0,
        Reflection = 1,
        Border = 2,
    }

    public static partial class nn
    {
        public static partial class functional
        {
            /// <summary>Pads the last dimensions; <paramref name="pad"/> has two numbers for each, the last dimension first.</summary>
            public static Tensor pad(Tensor input, long[] pad, PaddingModes mode = PaddingModes.Constant, double value = 0) => mode switch
            {
                PaddingModes.Constant => Aten.One("constant_pad_nd", input, pad, value),
                PaddingModes.Zeros => Aten.One("constant_pad_nd", input, pad, 0.0),
                PaddingModes.Circular => Aten.One("_pad_circular", input, pad),
                PaddingModes.Reflect => Aten.One($"reflection_pad{SpatialDimensions(pad)}d", input, pad),
                PaddingModes.Replicate => Aten.One($"replication_pad{SpatialDimensions(pad)}d", input, pad),
                _ => throw new ArgumentOutOfRangeException(nameof(mode), mode, "Not a padding mode."),
            };

            public static Tensor pad(Tensor input, ReadOnlySpan<long> pad, PaddingModes mode = PaddingModes.Constant, double value = 0) =>
                functional.pad(input, pad.ToArray(), mode, value);

            public static Tensor pad(Tensor input, (long, long) pad, PaddingModes mode = PaddingModes.Constant, double value = 0) =>
                functional.pad(input, [pad.Item1, pad.Item2], mode, value);

            public static Tensor pad(Tensor input, (long, long, long, long) pad, PaddingModes mode = PaddingModes.Constant, double value = 0) =>
                functional.pad(input, [pad.Item1, pad.Item2, pad.Item3, pad.Item4], mode, value);

            public static Tensor pad(Tensor input, long pad, PaddingModes mode = PaddingModes.Constant, double value = 0) =>
                functional.pad(input, [pad, pad], mode, value);

            /// <summary>Samples a picture at positions in [-1, 1].</summary>
            /// <param name="input">[N, C, H, W] or [N, C, D, H, W].</param>
            /// <param name="grid">[N, H, W, 2] or [N, D, H, W, 3]: x, y(, z).</param>
            public static Tensor grid_sample(Tensor input, Tensor grid, GridSampleMode mode = GridSampleMode.Bilinear, GridSamplePaddingMode padding_mode = GridSamplePaddingMode.Zeros, bool? align_corners = null)
            {
                long interpolation = mode == GridSampleMode.Nearest ? 1 : 0;
                long padding = padding_mode switch
                {
                    GridSamplePaddingMode.Border => 1,
                    GridSamplePaddingMode.Reflection => 2,
                    _ => 0,
                };
                return Aten.One("grid_sampler", input, grid, interpolation, padding, align_corners ?? false);
            }

            public static Tensor affine_grid(Tensor theta, long[]? size = null, bool align_corners = false) =>
                Aten.One("affine_grid_generator", theta, size ?? throw new ArgumentNullException(nameof(size)), align_corners);

            private static int SpatialDimensions(long[] pad) =>
                pad.Length is 2 or 4 or 6 ? pad.Length / 2 : throw new ArgumentException($"Reflection and replication take 2, 4 or 6 numbers, not {pad.Length}.", nameof(pad));
        }
    }
}
