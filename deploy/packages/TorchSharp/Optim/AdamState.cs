using TorchSharp.Utils;
using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>What Adam and AdamW remember of a parameter: the number of updates and the running averages of the gradient and of its square.</summary>
public abstract class AdamState(Parameter parameter) : OptimizerState(parameter), IDisposable
{
    public long step;
    public Tensor exp_avg = null!;
    public Tensor exp_avg_sq = null!;
    public Tensor? max_exp_avg_sq;

    public void Dispose()
    {
        exp_avg?.Dispose();
        exp_avg_sq?.Dispose();
        max_exp_avg_sq?.Dispose();
        GC.SuppressFinalize(this);
    }

    public override void to(Device device)
    {
        exp_avg = Moved(exp_avg, device);
        exp_avg_sq = Moved(exp_avg_sq, device);
        max_exp_avg_sq = max_exp_avg_sq is null ? null : Moved(max_exp_avg_sq, device);
    }

    public override void SaveStateDict(BinaryWriter writer)
    {
        writer.Write(step);
        TensorStream.Write(writer, exp_avg);
        TensorStream.Write(writer, exp_avg_sq);
        SaveConditionalStateTensor(writer, max_exp_avg_sq);
    }

    public override void LoadStateDict(BinaryReader reader)
    {
        step = reader.ReadInt64();
        TensorStream.ReadInto(reader, exp_avg);
        TensorStream.ReadInto(reader, exp_avg_sq);
        LoadConditionalStateTensor(reader, ref max_exp_avg_sq, exp_avg_sq.device);
    }

    public override void LoadStateDict(OptimizerState source)
    {
        var state = (AdamState)source;
        step = state.step;
        exp_avg = CopyOf(state.exp_avg, exp_avg);
        exp_avg_sq = CopyOf(state.exp_avg_sq, exp_avg_sq);
        max_exp_avg_sq = CopyOrNull(state.max_exp_avg_sq, max_exp_avg_sq);
    }

    public override bool ApproximatelyEquals(OptimizerState other) =>
        other is AdamState state && step == state.step && Close(exp_avg, state.exp_avg)
        && Close(exp_avg_sq, state.exp_avg_sq) && Close(max_exp_avg_sq, state.max_exp_avg_sq);

    public override void Initialize(OptimizerOptions options)
    {
        step = 0;
        exp_avg = Zeros(exp_avg);
        exp_avg_sq = Zeros(exp_avg_sq);
        max_exp_avg_sq?.Dispose();
        max_exp_avg_sq = ((AdamOptions)options).amsgrad is true ? Zeros(null) : null;
    }
}
