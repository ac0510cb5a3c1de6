namespace Inpaint.Imaging.Scores;

/// <summary>Mean differences of two pictures, in levels.</summary>
internal readonly record struct Differences(double MeanAbsolute, double MeanSquare)
{
    /// <summary>Over all channels of the hole's pixels, or of all pixels where no hole is given.</summary>
    public static Differences Over(PlanarImage a, PlanarImage b, HoleMask? hole)
    {
        var (absolute, square) = (0.0, 0.0);
        for (var channel = 0; channel < a.Channels; channel++)
        {
            var planeA = a.Plane(channel);
            var planeB = b.Plane(channel);
            for (var i = 0; i < planeA.Length; i++)
            {
                if (hole is not null && hole.Hole[i] == 0)
                    continue;

                var difference = (double)planeA[i] - planeB[i];
                absolute += Math.Abs(difference);
                square += difference * difference;
            }
        }

        var count = (double)a.Channels * (hole?.HoleCount ?? a.Width * a.Height);
        return new Differences(absolute / count, square / count);
    }
}
