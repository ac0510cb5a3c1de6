using Inpaint.Imaging;
using Inpaint.V1;

namespace Inpaint.Augmentation.Batches;

/// <summary>Draws where holes are.</summary>
internal static class MaskSampler
{
    /// <summary>Pictures with a shorter side are refused: the shapes would not fit.</summary>
    public const int ShortestSide = 8;

    /// <summary>Side of a square as a share of the picture's shorter side: 75 pixels of 256.</summary>
    private const double SquareShare = 75.0 / 256;

    /// <summary>Draws a hole.</summary>
    /// <param name="kind">Rectangle, squares or mixed.</param>
    /// <param name="width">Columns of the picture, at least <see cref="ShortestSide"/>.</param>
    /// <param name="height">Rows of the picture, at least <see cref="ShortestSide"/>.</param>
    /// <param name="random">Where from.</param>
    public static PixelRectangle[] Sample(MaskKind kind, int width, int height, ref SplitMix64 random)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, ShortestSide);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, ShortestSide);
        return kind switch
        {
            MaskKind.Rectangle => [Rectangle(width, height, ref random)],
            MaskKind.Squares => Squares(width, height, ref random),
            MaskKind.Mixed => Sample(random.Chance(.5) ? MaskKind.Rectangle : MaskKind.Squares, width, height, ref random),
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Only drawn shapes can be drawn."),
        };
    }

    /// <summary>The challenge's: sides of randint(int(.4 n), int(.8 n)), the upper bound exclusive, anywhere it fits.</summary>
    private static PixelRectangle Rectangle(int width, int height, ref SplitMix64 random)
    {
        var holeHeight = random.Next(height * 4 / 10, height * 8 / 10);
        var holeWidth = random.Next(width * 4 / 10, width * 8 / 10);
        return Place(holeWidth, holeHeight, width, height, ref random);
    }

    private static PixelRectangle[] Squares(int width, int height, ref SplitMix64 random)
    {
        var side = (int)(SquareShare * Math.Min(width, height));
        while (true)
        {
            // Both anew, or the first one's place would no longer be uniform. More than a third of the pairs are apart.
            var first = Place(side, side, width, height, ref random);
            var second = Place(side, side, width, height, ref random);
            if (Math.Abs(first.Left - second.Left) >= side || Math.Abs(first.Top - second.Top) >= side)
                return [first, second];
        }
    }

    private static PixelRectangle Place(int holeWidth, int holeHeight, int width, int height, ref SplitMix64 random)
    {
        var left = random.Next(0, width - holeWidth + 1);
        var top = random.Next(0, height - holeHeight + 1);
        return new PixelRectangle(left, top, left + holeWidth, top + holeHeight);
    }
}
