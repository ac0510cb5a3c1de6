using static TorchSharp.torch;

namespace Inpaint.Tests.Unit.Golden.Torch.Operators;

/// <summary>grid_sample by cubic convolution (a = -0.75), which TorchSharp's modes leave out: 16 taps, each at its own place.</summary>
internal static class BicubicGridSample
{
    private const double A = -.75;

    /// <param name="x">(N, C, H, W).</param>
    /// <param name="grid">(N, h, w, 2), each (x, y) from -1 to 1.</param>
    public static Tensor Run(Tensor x, Tensor grid, GridSamplePaddingMode padding, bool alignCorners)
    {
        var (height, width) = (x.shape[2], x.shape[3]);
        var column = Place(grid.select(3, 0), width, alignCorners);
        var row = Place(grid.select(3, 1), height, alignCorners);
        var (left, top) = (column.floor(), row.floor());
        var result = zeros([x.shape[0], x.shape[1], grid.shape[1], grid.shape[2]], x.dtype);
        for (var i = -1; i <= 2; i++)
        {
            var (line, lineInside) = Bounded(top + i, height, padding, alignCorners);
            var lineWeight = Weight(row - (top + i));
            for (var j = -1; j <= 2; j++)
            {
                var (place, placeInside) = Bounded(left + j, width, padding, alignCorners);
                var weight = lineWeight * Weight(column - (left + j)) * lineInside * placeInside;
                result += At(x, (line * width) + place) * weight.unsqueeze(1);
            }
        }

        return result;
    }

    private static Tensor Place(Tensor normalised, long size, bool alignCorners) =>
        alignCorners ? (normalised + 1) / 2 * (size - 1) : (((normalised + 1) * size) - 1) / 2;

    // The position of a tap as PyTorch bounds it, and 1 or 0 for whether it counts.
    private static (Tensor Position, Tensor Inside) Bounded(Tensor place, long size, GridSamplePaddingMode padding, bool alignCorners)
    {
        if (padding == GridSamplePaddingMode.Reflection)
            place = alignCorners ? Reflected(place, 0, size - 1) : Reflected(place, -.5, size - .5);
        var inside = padding == GridSamplePaddingMode.Zeros
            ? logical_and(place.ge(0), place.lt(size)).to(place.dtype)
            : ones_like(place);
        return (place.clamp(0, size - 1).to(ScalarType.Int64), inside);
    }

    private static Tensor Reflected(Tensor place, double low, double high)
    {
        var span = high - low;
        if (span <= 0)
            return zeros_like(place);
        var distance = (place - low).abs();
        var extra = distance.remainder(span);
        var flips = (distance / span).floor();
        return where(flips.remainder(2).eq(0), extra + low, (extra * -1) + high);
    }

    private static Tensor Weight(Tensor distance)
    {
        var d = distance.abs();
        var near = ((((A + 2) * d) - (A + 3)) * d * d) + 1;
        var far = ((((((d - 5) * d) + 8) * d) - 4) * A);
        return where(d.le(1), near, where(d.lt(2), far, zeros_like(d)));
    }

    private static Tensor At(Tensor x, Tensor positions)
    {
        var flat = positions.flatten(1).unsqueeze(1).expand(-1, x.shape[1], -1);
        return x.flatten(2).gather(2, flat).view(x.shape[0], x.shape[1], positions.shape[1], positions.shape[2]);
    }
}
