using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace TorchSharp.Interop;

/// <summary>
/// Loads the native shim with the environment that libtorch's libraries read while they load. Each variable is left
/// alone where the user has set it.
/// </summary>
internal static unsafe partial class NativeRuntime
{
    public const string LibraryName = "TorchSharpShim";

    /// <summary>Sets the environment and says where the shim is. To be called once, before the first export.</summary>
    public static void Prepare()
    {
        NativeLibrary.SetDllImportResolver(typeof(NativeRuntime).Assembly, Resolve);
        if (OperatingSystem.IsLinux() && RuntimeInformation.ProcessArchitecture == Architecture.X64)
        {
            // OpenBLAS falls back to SSE kernels on processors newer than itself (a factor of five in sgemm).
            SetDefault("OPENBLAS_CORETYPE", BlasKernels());
            // ATen's own kernels stay at AVX2 unless asked. On AMD they are right: with AVX-512 a training step took a quarter longer.
            if (HasAvx512() && IsIntel())
                SetDefault("ATEN_CPU_CAPABILITY", "avx512");
        }
        // libgomp's threads spin while they wait: with several processes on the machine each takes the others' cores. For about
        // as long as waking one takes it is worth it (measured by `neighbours`); a pause is shorter on AMD's processors than on Intel's.
        SetDefault("GOMP_SPINCOUNT", X86Base.IsSupported && !IsIntel() ? "4000" : "2000");
    }

    // SkylakeX is at least as fast as Zen and Haswell on AMD's Zen 4 too: equal for large matrices (107 to 111
    // GFLOP/s a core), 1.2 to 1.5 times as fast for small ones. Zen's own kernels lose to Haswell's on small ones.
    private static string? BlasKernels() =>
        HasAvx512() ? "SkylakeX" : Avx2.IsSupported && Fma.IsSupported ? "Haswell" : null;

    private static bool HasAvx512() =>
        Avx512F.VL.IsSupported && Avx512BW.VL.IsSupported && Avx512DQ.VL.IsSupported && Avx512CD.VL.IsSupported;

    // "GenuineIntel", of which the first four letters tell.
    private static bool IsIntel() => X86Base.CpuId(0, 0).Ebx == 0x756E6547;

    private static void SetDefault(string name, string? value)
    {
        // Environment.SetEnvironmentVariable would not do: .NET keeps a copy that native getenv does not see.
        if (value is not null && OperatingSystem.IsLinux())
            _ = setenv(name, value, overwrite: 0);
    }

    private static nint Resolve(string name, Assembly assembly, DllImportSearchPath? searchPath)
    {
        if (name != LibraryName)
            return 0;
        var beside = Path.Combine(AppContext.BaseDirectory, $"lib{LibraryName}.so");
        var library = File.Exists(beside) ? NativeLibrary.Load(beside) : NativeLibrary.Load(name, assembly, searchPath);
        // libtorch's own default is one thread in some builds: a process starts with a thread for each core.
        ((delegate* unmanaged<int, void>)NativeLibrary.GetExport(library, "ts_initialize"))(Environment.ProcessorCount);
        return library;
    }

    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int setenv(string name, string value, int overwrite);
}
