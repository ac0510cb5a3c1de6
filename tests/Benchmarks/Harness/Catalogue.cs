using Inpaint.Benchmarks.Forward;
using Inpaint.Benchmarks.Memory;
using Inpaint.Benchmarks.Neighbours;
using Inpaint.Benchmarks.Training;

namespace Inpaint.Benchmarks.Harness;

/// <summary>Every measurement there is.</summary>
internal static class Catalogue
{
    public static IReadOnlyList<IMeasurement> All { get; } = [new ForwardMeasurement(), new TrainingMeasurement(), new NeighboursMeasurement(), new MemoryMeasurement()];
}
