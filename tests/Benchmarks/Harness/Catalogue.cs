using Inpaint.Benchmarks.Caching;
using Inpaint.Benchmarks.Clip;
using Inpaint.Benchmarks.Codec;
using Inpaint.Benchmarks.Forward;
using Inpaint.Benchmarks.Fuzz;
using Inpaint.Benchmarks.Glove;
using Inpaint.Benchmarks.Golden;
using Inpaint.Benchmarks.Memory;
using Inpaint.Benchmarks.Native;
using Inpaint.Benchmarks.Neighbours;
using Inpaint.Benchmarks.Parametric;
using Inpaint.Benchmarks.Retrieval;
using Inpaint.Benchmarks.Training;

namespace Inpaint.Benchmarks.Harness;

/// <summary>Every measurement there is.</summary>
internal static class Catalogue
{
    /// <summary>One a line, so that two that are added at once do not meet.</summary>
    public static IReadOnlyList<IMeasurement> All { get; } =
    [
        new GoldenMeasurement(),
        new ForwardMeasurement(),
        new TrainingMeasurement(),
        new NeighboursMeasurement(),
        new MemoryMeasurement(),
        new NativeMeasurement(),
        new CodecMeasurement(),
        new FuzzMeasurement(),
        new GloveMeasurement(),
        new ParametricMeasurement(),
        new ClipSpeedMeasurement(),
        new RetrievalMeasurement(),
        new CacheMeasurement(),
        new CacheFaultsMeasurement(),
    ];
}
