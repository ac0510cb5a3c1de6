using static TorchSharp.torch;

namespace TorchSharp.Modules;

public partial class Adam
{
    /// <summary>The options of a group.</summary>
    public class Options : OptimizerOptions, IAdamOptions
    {
        public double? beta1;
        public double? beta2;
        public double? weight_decay;
        public double? eps;
        public bool? amsgrad;
        public bool? maximize;

        ref double? IAdamOptions.Beta1 => ref beta1;

        ref double? IAdamOptions.Beta2 => ref beta2;

        ref double? IAdamOptions.WeightDecay => ref weight_decay;

        ref double? IAdamOptions.Epsilon => ref eps;

        ref bool? IAdamOptions.Amsgrad => ref amsgrad;

        ref bool? IAdamOptions.Maximize => ref maximize;

        public override void LoadStateDict(OptimizerOptions source)
        {
            base.LoadStateDict(source);
            AdamOptions.Copy((Options)source, this);
        }

        public override void LoadStateDict(BinaryReader reader)
        {
            base.LoadStateDict(reader);
            AdamOptions.Read(reader, this);
        }

        public override void SaveStateDict(BinaryWriter writer)
        {
            base.SaveStateDict(writer);
            AdamOptions.Write(writer, this);
        }
    }

    /// <summary>What is remembered of a parameter: the number of updates and the running averages of the gradient and of its square.</summary>
    public sealed class State(Parameter parameter) : OptimizerState(parameter), IDisposable, IAdamState
    {
        public long step;
        public Tensor exp_avg = null!;
        public Tensor exp_avg_sq = null!;
        public Tensor? max_exp_avg_sq;

        ref long IAdamState.Step => ref step;

        ref Tensor IAdamState.Average => ref exp_avg;

        ref Tensor IAdamState.Square => ref exp_avg_sq;

        ref Tensor? IAdamState.Maximum => ref max_exp_avg_sq;

        public void Dispose() => AdamState.Dispose(this);

        public override void to(Device device)
        {
            exp_avg = Moved(exp_avg, device);
            exp_avg_sq = Moved(exp_avg_sq, device);
            max_exp_avg_sq = max_exp_avg_sq is null ? null : Moved(max_exp_avg_sq, device);
        }

        public override void SaveStateDict(BinaryWriter writer)
        {
            AdamState.Write(writer, this);
            SaveConditionalStateTensor(writer, max_exp_avg_sq);
        }

        public override void LoadStateDict(BinaryReader reader)
        {
            AdamState.Read(reader, this);
            LoadConditionalStateTensor(reader, ref max_exp_avg_sq, exp_avg_sq.device);
        }

        public override void LoadStateDict(OptimizerState source)
        {
            var state = (State)source;
            step = state.step;
            exp_avg = CopyOf(state.exp_avg, exp_avg);
            exp_avg_sq = CopyOf(state.exp_avg_sq, exp_avg_sq);
            max_exp_avg_sq = CopyOrNull(state.max_exp_avg_sq, max_exp_avg_sq);
        }

        public override bool ApproximatelyEquals(OptimizerState other) => other is State state && AdamState.Equal(this, state);

        public override void Initialize(OptimizerOptions options)
        {
            step = 0;
            exp_avg = Zeros(exp_avg);
            exp_avg_sq = Zeros(exp_avg_sq);
            max_exp_avg_sq?.Dispose();
            max_exp_avg_sq = ((Options)options).amsgrad is true ? Zeros(null) : null;
        }
    }
}
