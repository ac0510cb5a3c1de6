namespace Inpaint.Imaging.Classical;

/// <summary>
/// After Bertalmio, Bertozzi and Sapiro, "Navier-Stokes, fluid dynamics, and image and video inpainting" (2001), in the marching form that
/// OpenCV made common: known pixels are weighed by nearness and by how far they lie along the lines of equal level.
/// </summary>
internal sealed class NavierStokesMarch(RgbImage image, HoleMask mask, int radius) : HoleMarch(image, mask, radius)
{
    private const double LeastDirection = .01;
    private const double DirectionFloor = 1e-6;

    protected override double LevelOf(int x, int y, int channel, ReadOnlySpan<(int X, int Y)> known)
    {
        var (sum, weights) = (0.0, 1e-20);
        foreach (var (stepX, stepY) in known)
        {
            var (atX, atY) = (x + stepX, y + stepY);
            double square = stepX * stepX + stepY * stepY;

            // Across the slope of the levels: the vertical change points along x, the horizontal one along y.
            double alongX = -Change(atX, atY, 0, 1, channel);
            double alongY = Change(atX, atY, 1, 0, channel);
            var direction = stepX * alongX + stepY * alongY;
            direction = Math.Abs(direction) <= LeastDirection
                ? DirectionFloor
                : Math.Abs(direction / Math.Sqrt(square * (alongX * alongX + alongY * alongY)));
            var weight = direction / (square * square + 1);
            sum += weight * Level(atX, atY, channel);
            weights += weight;
        }

        return sum / weights;
    }

    private int Change(int x, int y, int stepX, int stepY, int channel)
    {
        var here = Level(x, y, channel);
        var before = Math.Abs(here - Level(x - stepX, y - stepY, channel));
        var after = Math.Abs(Level(x + stepX, y + stepY, channel) - here);
        return (IsKnown(x - stepX, y - stepY), IsKnown(x + stepX, y + stepY)) switch
        {
            (true, true) => before + after,
            (false, true) => 2 * after,
            (true, false) => 2 * before,
            _ => 0,
        };
    }
}
