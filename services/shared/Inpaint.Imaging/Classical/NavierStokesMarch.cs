namespace Inpaint.Imaging.Classical;

/// <summary>
/// After Bertalmio, Bertozzi and Sapiro, "Navier-Stokes, fluid dynamics, and image and video inpainting" (2001), in the marching form that
/// OpenCV made common: known pixels are weighed by nearness and by how far they lie along the lines of equal level.
/// </summary>
internal sealed class NavierStokesMarch(RgbImage image, HoleMask mask, int radius) : HoleMarch(image, mask, radius)
{
    private const float LeastDirection = .01f;
    private const float DirectionFloor = 1e-6f;

    protected override float LevelOf(int x, int y, int channel, ReadOnlySpan<(int X, int Y)> known)
    {
        var (sum, weights) = (0f, 1e-20f);
        foreach (var (stepX, stepY) in known)
        {
            var (atX, atY) = (x + stepX, y + stepY);
            float square = stepX * stepX + stepY * stepY;

            // Across the slope of the levels: the vertical change points along x, the horizontal one along y.
            float alongX = -ChangeDown(atX, atY, channel);
            float alongY = ChangeRight(atX, atY, channel);
            var direction = stepX * alongX + stepY * alongY;
            direction = Math.Abs(direction) <= LeastDirection
                ? DirectionFloor
                : (float)Math.Abs(direction / Math.Sqrt(square * (alongX * alongX + alongY * alongY)));
            var weight = direction / (square * square + 1);
            sum += weight * Level(atX, atY, channel);
            weights += weight;
        }

        return (float)((double)sum / weights);
    }

    private int ChangeDown(int x, int y, int channel)
    {
        var column = Low(x, Width);
        var here = Level(column, High(y, Height), channel);
        var (before, after) = (Level(column, Before(y, Height), channel), Level(column, After(y, Height), channel));
        return Change(Math.Abs(here - before), Math.Abs(after - here), IsKnown(x, y - 1), IsKnown(x, y + 1));
    }

    private int ChangeRight(int x, int y, int channel)
    {
        var row = Low(y, Height);
        var here = Level(Low(x, Width), row, channel);
        var (before, after) = (Level(Before(x, Width), row, channel), Level(After(x, Width), row, channel));
        return Change(Math.Abs(here - before), Math.Abs(after - here), IsKnown(x - 1, y), IsKnown(x + 1, y));
    }

    private static int Change(int before, int after, bool isBeforeKnown, bool isAfterKnown) => (isBeforeKnown, isAfterKnown) switch
    {
        (true, true) => before + after,
        (false, true) => 2 * after,
        (true, false) => 2 * before,
        _ => 0,
    };
}
