using Inpaint.Benchmarks.Codec;
using Inpaint.Benchmarks.Forward;
using Inpaint.Benchmarks.Fuzz;
using Inpaint.Benchmarks.Golden;

namespace Inpaint.Benchmarks.Harness;

/// <summary>Every measurement there is.</summary>
internal static class Catalogue
{
    public static IReadOnlyList<IMeasurement> All { get; } = [new ForwardMeasurement(), new CodecMeasurement(), new GoldenMeasurement(), new FuzzMeasurement()];
}
