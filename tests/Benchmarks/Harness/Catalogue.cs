using Inpaint.Benchmarks.Forward;

namespace Inpaint.Benchmarks.Harness;

/// <summary>Every measurement there is.</summary>
internal static class Catalogue
{
    public static IReadOnlyList<IMeasurement> All { get; } = [new ForwardMeasurement()];
}
