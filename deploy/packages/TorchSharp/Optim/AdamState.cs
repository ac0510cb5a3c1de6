using TorchSharp.Utils;
using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>What Adam and AdamW remember of a parameter, by reference to the public fields: the number of updates and the running averages of the gradient and of its square.</summary>
internal interface IAdamState
{
    ref long Step { get; }

    ref Tensor Average { get; }

    ref Tensor Square { get; }

    /// <summary>The greatest square so far; null unless asked for.</summary>
    ref Tensor? Maximum { get; }
}

/// <summary>What is done with the states of Adam and AdamW alike.</summary>
internal static class AdamState
{
    public static void Dispose(IAdamState state)
    {
        state.Average?.Dispose();
        state.Square?.Dispose();
        state.Maximum?.Dispose();
    }

    public static void Write(BinaryWriter writer, IAdamState state)
    {
        writer.Write(state.Step);
        TensorStream.Write(writer, state.Average);
        TensorStream.Write(writer, state.Square);
    }

    public static void Read(BinaryReader reader, IAdamState state)
    {
        state.Step = reader.ReadInt64();
        TensorStream.ReadInto(reader, state.Average);
        TensorStream.ReadInto(reader, state.Square);
    }

    public static bool Equal(IAdamState a, IAdamState b) => a.Step == b.Step && OptimizerState.Close(a.Average, b.Average)
        && OptimizerState.Close(a.Square, b.Square) && OptimizerState.Close(a.Maximum, b.Maximum);
}
