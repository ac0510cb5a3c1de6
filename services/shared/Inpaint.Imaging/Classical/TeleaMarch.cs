namespace Inpaint.Imaging.Classical;

/// <summary>
/// Telea, "An image inpainting technique based on the fast marching method" (2004), in the form that OpenCV made common: known pixels are
/// weighed by nearness, by their distance from the outline, and by how far they lie across it.
/// </summary>
internal sealed class TeleaMarch(RgbImage image, HoleMask mask, int radius) : HoleMarch(image, mask, radius)
{
    private const float LeastDirection = .01f;
    private const float DirectionFloor = 1e-6f;

    // Distances are negative outside, so that they run on smoothly across the outline.
    protected override void BeforeMarch()
    {
        var outside = new MarchingFront(Width, Height);
        StartAtOutline(outside);
        for (var y = 0; y < Height; y++)
        {
            for (var x = 0; x < Width; x++)
            {
                if (Mask.Hole[y * Width + x] == 0 && Front.Distance[FrameIndex(x, y)] != 0)
                    outside.Add(FrameIndex(x, y));
            }
        }

        outside.March(pixel => Front.Distance[pixel] = -outside.Distance[pixel]);
    }

    protected override double LevelOf(int x, int y, int channel, ReadOnlySpan<(int X, int Y)> known)
    {
        var here = Front.Distance[FrameIndex(x, y)];
        var slopeX = DistanceSlope(x, y, 1, 0);
        var slopeY = DistanceSlope(x, y, 0, 1);
        var (sum, slopeSumX, slopeSumY, weights) = (0.0, 0.0, 0.0, 1e-20);
        foreach (var (stepX, stepY) in known)
        {
            var (toX, toY) = (-stepX, -stepY);
            double square = toX * toX + toY * toY;
            var direction = toX * slopeX + toY * slopeY;
            if (Math.Abs(direction) <= LeastDirection)
                direction = DirectionFloor;

            var (atX, atY) = (x + stepX, y + stepY);
            var level = 1 / (1 + Math.Abs(Front.Distance[FrameIndex(atX, atY)] - here));
            var weight = Math.Abs(level * direction / (square * Math.Sqrt(square)));
            sum += weight * Level(atX, atY, channel);
            slopeSumX -= weight * LevelSlope(atX, atY, 1, 0, channel) * toX;
            slopeSumY -= weight * LevelSlope(atX, atY, 0, 1, channel) * toY;
            weights += weight;
        }

        return sum / weights + (slopeSumX + slopeSumY) / (Math.Sqrt(slopeSumX * slopeSumX + slopeSumY * slopeSumY) + 1e-20);
    }

    private float DistanceSlope(int x, int y, int stepX, int stepY)
    {
        var (before, here, after) = (FrameIndex(x - stepX, y - stepY), FrameIndex(x, y), FrameIndex(x + stepX, y + stepY));
        return (Front.IsInside(before), Front.IsInside(after)) switch
        {
            (false, false) => (Front.Distance[after] - Front.Distance[before]) / 2,
            (true, false) => Front.Distance[after] - Front.Distance[here],
            (false, true) => Front.Distance[here] - Front.Distance[before],
            _ => 0,
        };
    }

    private int LevelSlope(int x, int y, int stepX, int stepY, int channel)
    {
        var before = Level(x - stepX, y - stepY, channel);
        var here = Level(x, y, channel);
        var after = Level(x + stepX, y + stepY, channel);
        return (IsKnown(x - stepX, y - stepY), IsKnown(x + stepX, y + stepY)) switch
        {
            (true, true) => 2 * (after - before),
            (false, true) => after - here,
            (true, false) => here - before,
            _ => 0,
        };
    }
}
