using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;
using System.Text;

namespace Inpaint.Inference.Interop;

/// <summary>The native library, as in Native/inpaint_inference.h.</summary>
internal static unsafe partial class NativePlans
{
    internal const int MessageBytes = 400;
    internal const int MostInputs = 8;
    internal const string Library = "inpaint_inference";

    static NativePlans() => NativeLibrary.SetDllImportResolver(typeof(NativePlans).Assembly, Resolve);

    [LibraryImport(Library, EntryPoint = "inpaint_plan_compile")]
    internal static partial int Compile(Graph* graph, nint* plan, Facts* facts, byte* message);

    [LibraryImport(Library, EntryPoint = "inpaint_plan_run")]
    internal static partial int Run(PlanHandle plan, long batch, float** inputs, float** outputs, byte* message);

    [LibraryImport(Library, EntryPoint = "inpaint_plan_observe")]
    internal static partial int Observe(PlanHandle plan, float** inputs, float* ranges, byte* message);

    [LibraryImport(Library, EntryPoint = "inpaint_plan_free")]
    internal static partial void Free(nint plan);

    /// <summary>Throws what a call returned, unless it went well.</summary>
    internal static void ThrowUnlessOk(int status, byte* message)
    {
        if (status != 0)
            throw new PlanException((PlanErrorKind)status, Encoding.UTF8.GetString(MemoryMarshal.CreateReadOnlySpanFromNullTerminated(message)));
    }

    private static nint Resolve(string name, Assembly assembly, DllImportSearchPath? searchPath)
    {
        if (name != Library)
            return 0;
        // libgomp's threads spin while they wait, and with several processes take each other's cores: for about as long as waking
        // one takes, it is worth it. It reads this when it is loaded, from the process's own environment, which .NET's is a copy of.
        if (OperatingSystem.IsLinux())
            _ = SetEnvironment("GOMP_SPINCOUNT", HasShortPause() ? "4000" : "2000", overwrite: 0);
        var beside = Path.Combine(AppContext.BaseDirectory, $"lib{Library}.so");
        return File.Exists(beside) ? NativeLibrary.Load(beside) : NativeLibrary.Load(name, assembly, searchPath);
    }

    // A pause of AMD's processors is shorter than one of Intel's ("GenuineIntel", of which four letters tell).
    private static bool HasShortPause() => X86Base.IsSupported && X86Base.CpuId(0, 0).Ebx != 0x756E6547;

    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetEnvironment(string name, string value, int overwrite);

    [StructLayout(LayoutKind.Sequential)]
    internal struct Shape
    {
        public int Channels;
        public int Height;
        public int Width;
    }

    [StructLayout(LayoutKind.Sequential)]
    internal struct Step
    {
        public int Kind;
        public int Output;
        public fixed int Inputs[MostInputs];
        public int InputCount;
        public int Factor;
        public int Offset;
        public int Activation;
        public fixed int Kernel[2];
        public fixed int Stride[2];
        public fixed int Padding[2];
        public float Alpha;
        public float Beta;
        public float* Weight;
        public long WeightCount;
        public float* Bias;
        public long BiasCount;
    }

    [StructLayout(LayoutKind.Sequential)]
    internal struct Graph
    {
        public Shape* Shapes;
        public int ShapeCount;
        public Step* Steps;
        public int StepCount;
        public int Threads;
        public float* Ranges;
    }

    [StructLayout(LayoutKind.Sequential)]
    internal struct Facts
    {
        public long ActivationBytes;
        public long WeightBytes;
        public int Steps;
        public int QuantizedSteps;
    }
}
