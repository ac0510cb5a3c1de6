using System.Runtime.InteropServices;

namespace Inpaint.Inference.Interop;

/// <summary>The native library's transformers, as in Native/inpaint_transformer.h.</summary>
internal static unsafe partial class NativeTransformers
{
    [LibraryImport(NativePlans.Library, EntryPoint = "inpaint_transformer_create")]
    internal static partial int Create(Shape* shape, nint* transformer, byte* message);

    [LibraryImport(NativePlans.Library, EntryPoint = "inpaint_transformer_add")]
    internal static partial int Add(TransformerHandle transformer, Block* block, long* bytes, byte* message);

    [LibraryImport(NativePlans.Library, EntryPoint = "inpaint_transformer_run")]
    internal static partial int Run(
        TransformerHandle transformer, int first, int count, float* state, long batch, long length, float* bias, long biasStride, byte* message);

    [LibraryImport(NativePlans.Library, EntryPoint = "inpaint_transformer_pool")]
    internal static partial int Pool(
        TransformerHandle transformer, float* state, long batch, long length, float* bias, long biasStride, int* positions, float* pooled, byte* message);

    [LibraryImport(NativePlans.Library, EntryPoint = "inpaint_transformer_free")]
    internal static partial void Free(nint transformer);

    [StructLayout(LayoutKind.Sequential)]
    internal struct Shape
    {
        public int Width;
        public int Heads;
        public int Hidden;
        public int Activation;
        public int Threads;
        public float Epsilon;
    }

    [StructLayout(LayoutKind.Sequential)]
    internal struct Block
    {
        public float* AttentionScale;
        public float* AttentionShift;
        public float* Query;
        public float* QueryBias;
        public float* Key;
        public float* KeyBias;
        public float* Value;
        public float* ValueBias;
        public float* Output;
        public float* OutputBias;
        public float* MlpScale;
        public float* MlpShift;
        public float* First;
        public float* FirstBias;
        public float* Second;
        public float* SecondBias;
    }
}
