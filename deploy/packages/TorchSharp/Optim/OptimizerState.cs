using TorchSharp.Utils;
using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>What an optimiser remembers of one parameter.</summary>
public abstract class OptimizerState
{
    protected Parameter _parameter;

    protected OptimizerState(Parameter parameter) => _parameter = parameter;

    public abstract void SaveStateDict(BinaryWriter writer);

    public abstract void LoadStateDict(BinaryReader reader);

    public abstract void LoadStateDict(OptimizerState source);

    /// <summary>Begins anew.</summary>
    public abstract void Initialize(OptimizerOptions options);

    public virtual bool ApproximatelyEquals(OptimizerState other) => false;

    public virtual void to(Device device)
    {
    }

    protected static void LoadConditionalStateTensor(BinaryReader reader, ref Tensor? result, Device device)
    {
        result?.Dispose();
        result = null;
        if (!reader.ReadBoolean())
            return;
        using Tensor loaded = TensorStream.Read(reader);
        result = loaded.to(device, copy: true).DetachFromDisposeScope();
    }

    protected static void SaveConditionalStateTensor(BinaryWriter writer, Tensor? tensor)
    {
        writer.Write(tensor is not null);
        if (tensor is not null)
            TensorStream.Write(writer, tensor);
    }

    /// <summary>Zeros like the parameter that outlive every dispose scope; releases what was there before.</summary>
    private protected Tensor Zeros(Tensor? before)
    {
        before?.Dispose();
        return zeros_like(_parameter, requires_grad: false).DetachFromDisposeScope();
    }

    private protected Tensor CopyOf(Tensor source, Tensor? before)
    {
        before?.Dispose();
        return source.to(_parameter.device, copy: true).DetachFromDisposeScope();
    }

    private protected Tensor? CopyOrNull(Tensor? source, Tensor? before)
    {
        if (source is not null)
            return CopyOf(source, before);
        before?.Dispose();
        return null;
    }

    private protected static Tensor Moved(Tensor tensor, Device device)
    {
        Tensor moved = tensor.to(device);
        if (moved.Handle == tensor.Handle)
        {
            moved.Dispose();
            return tensor;
        }

        tensor.Dispose();
        return moved.DetachFromDisposeScope();
    }

    internal static bool Close(Tensor? a, Tensor? b) => a is null ? b is null : b is not null && a.allclose(b);
}
