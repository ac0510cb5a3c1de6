using System.Diagnostics;

namespace Inpaint.Benchmarks.Harness;

/// <summary>Times by repetition. The minimum is what the code can do; everything above it is the machine's other work.</summary>
internal static class Repeat
{
    /// <summary>Shortest of <paramref name="times"/> runs, in milliseconds.</summary>
    public static double MinimumMilliseconds(int times, Action action)
    {
        var shortest = double.PositiveInfinity;
        for (var i = 0; i < times; i++)
        {
            var start = Stopwatch.GetTimestamp();
            action();
            shortest = Math.Min(shortest, Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }
        return shortest;
    }
}
