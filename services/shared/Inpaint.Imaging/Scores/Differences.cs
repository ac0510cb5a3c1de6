using System.Numerics;

namespace Inpaint.Imaging.Scores;

/// <summary>Mean differences of two pictures, in levels.</summary>
internal readonly record struct Differences(double MeanAbsolute, double MeanSquare)
{
    /// <summary>Over all channels of the hole's pixels, or of all pixels where no hole is given.</summary>
    public static Differences Over(PlanarImage a, PlanarImage b, HoleMask? hole)
    {
        if (hole is null)
            return OverAll(a, b);

        var (absolute, square) = (0.0, 0.0);
        for (var channel = 0; channel < a.Channels; channel++)
        {
            var planeA = a.Plane(channel);
            var planeB = b.Plane(channel);
            for (var i = 0; i < planeA.Length; i++)
            {
                if (hole.Hole[i] == 0)
                    continue;

                var difference = (double)planeA[i] - planeB[i];
                absolute += Math.Abs(difference);
                square += difference * difference;
            }
        }

        var count = (double)a.Channels * hole.HoleCount;
        return new Differences(absolute / count, square / count);
    }

    private static Differences OverAll(PlanarImage a, PlanarImage b)
    {
        var (absolute, square) = (Vector<double>.Zero, Vector<double>.Zero);
        var (samplesA, samplesB) = (a.Samples, b.Samples);
        var i = 0;
        for (; i <= samplesA.Length - Vector<float>.Count; i += Vector<float>.Count)
        {
            Vector.Widen(new Vector<float>(samplesA, i), out var lowA, out var highA);
            Vector.Widen(new Vector<float>(samplesB, i), out var lowB, out var highB);
            var (low, high) = (lowA - lowB, highA - highB);
            absolute += Vector.Abs(low) + Vector.Abs(high);
            square += low * low + high * high;
        }

        var (absoluteSum, squareSum) = (Vector.Sum(absolute), Vector.Sum(square));
        for (; i < samplesA.Length; i++)
        {
            var difference = (double)samplesA[i] - samplesB[i];
            absoluteSum += Math.Abs(difference);
            squareSum += difference * difference;
        }

        return new Differences(absoluteSum / samplesA.Length, squareSum / samplesA.Length);
    }
}
