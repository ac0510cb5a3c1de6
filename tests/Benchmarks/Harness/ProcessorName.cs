using System.Runtime.Intrinsics.X86;

namespace Inpaint.Benchmarks.Harness;

/// <summary>What the machine is: figures of two kinds of machine do not compare.</summary>
internal static class ProcessorName
{
    /// <summary>Cores, model and widest vectors, for example "2 cores of AMD EPYC, family 25 model 1, AVX2".</summary>
    public static string Text { get; } = $"{Environment.ProcessorCount} cores of {Line("model name")}, family {Line("cpu family")} model {Line("model")}, {Vectors()}";

    private static string Line(string key) =>
        File.Exists("/proc/cpuinfo")
            ? File.ReadLines("/proc/cpuinfo").Select(line => line.Split(':', 2)).FirstOrDefault(parts => parts[0].Trim() == key)?[1].Trim() ?? "?"
            : "?";

    private static string Vectors() =>
        Avx512F.IsSupported ? Flag("avx512_vnni") ? "AVX-512 with VNNI" : "AVX-512" : Avx2.IsSupported ? Flag("avx_vnni") ? "AVX2 with VNNI" : "AVX2" : "SSE";

    private static bool Flag(string name) => Line("flags").Split(' ').Contains(name);
}
