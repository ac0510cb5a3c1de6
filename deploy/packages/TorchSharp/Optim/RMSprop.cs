using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.optim;

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class optim
        {
            /// <summary>Divides the gradient by a running root mean square of it (Hinton).</summary>
            public static RMSProp RMSProp(IEnumerable<Parameter> parameters, double lr = 0.01, double alpha = 0.99, double eps = 1e-8, double weight_decay = 0, double momentum = 0, bool centered = false, bool maximize = false) =>
                new(parameters, lr, alpha, eps, weight_decay, momentum, centered, maximize);

            public static RMSProp RMSProp(IEnumerable<(string name, Parameter parameter)> parameters, double lr = 0.01, double alpha = 0.99, double eps = 1e-8, double weight_decay = 0, double momentum = 0, bool centered = false, bool maximize = false) =>
                new(parameters.Select(item => item.parameter), lr, alpha, eps, weight_decay, momentum, centered, maximize);

            public static RMSProp RMSProp(IEnumerable<RMSProp.ParamGroup> parameters, double lr = 0.01, double alpha = 0.99, double eps = 1e-8, double weight_decay = 0, double momentum = 0, bool centered = false, bool maximize = false) =>
                new(parameters, lr, alpha, eps, weight_decay, momentum, centered, maximize);
        }
    }

    namespace Modules
    {
        /// <summary>Divides the gradient by a running root mean square of it (Hinton).</summary>
        public class RMSProp : OptimizerHelper, IMomentum
        {
            public RMSProp(IEnumerable<Parameter> parameters, double lr = 1e-3, double alpha = 0.99, double eps = 1e-8, double weight_decay = 0, double momentum = 0, bool centered = false, bool maximize = false)
                : this([new ParamGroup { Parameters = parameters }], lr, alpha, eps, weight_decay, momentum, centered, maximize)
            {
            }

            public RMSProp(IEnumerable<ParamGroup> parameters, double lr = 1e-3, double alpha = 0.99, double eps = 1e-8, double weight_decay = 0, double momentum = 0, bool centered = false, bool maximize = false)
            {
                if (lr < 0)
                    throw new ArgumentException($"Invalid lr: {lr}");
                if (momentum < 0)
                    throw new ArgumentException($"Invalid momentum: {momentum}");
                if (weight_decay < 0)
                    throw new ArgumentException($"Invalid weight_decay: {weight_decay}");
                if (alpha < 0)
                    throw new ArgumentException($"Invalid alpha: {alpha}");
                if (eps < 0)
                    throw new ArgumentException($"Invalid eps: {eps}");
                _defaults = new Options { LearningRate = lr, InitialLearningRate = lr, alpha = alpha, eps = eps, weight_decay = weight_decay, momentum = momentum, centered = centered, maximize = maximize };
                foreach (ParamGroup group in parameters)
                    add_param_group(group);
            }

            public double Momentum
            {
                get => ((Options)_defaults).momentum!.Value;
                set => ((Options)_defaults).momentum = value;
            }

            public override Tensor? step(Func<Tensor>? closure = null) => _step<ParamGroup>(StepGroup, closure);

            public override void add_param_group(Modules.ParamGroup param_group)
            {
                param_group.Options ??= new Options();
                var options = (Options)param_group.Options;
                options.TakeMissingFrom((Options)_defaults);
                param_group.Parameters = [.. param_group.Parameters];
                base.add_param_group(param_group);
                foreach (Parameter parameter in param_group.Parameters)
                    Track(parameter, new State(parameter), options);
            }

            private void StepGroup(ParamGroup group)
            {
                foreach (Parameter parameter in group.Parameters)
                {
                    using DisposeScope scope = NewDisposeScope();
                    if (parameter.grad is { } gradient)
                        Update(parameter, gradient, (State)_state[parameter.Handle], group.Options);
                }
            }

            private static void Update(Parameter parameter, Tensor gradient, State state, Options options)
            {
                (double alpha, double momentum, double rate) = (options.alpha!.Value, options.momentum!.Value, options.LearningRate!.Value);
                state.step++;
                if (options.maximize is true)
                    gradient = gradient.neg();
                if (options.weight_decay is { } decay and not 0)
                    gradient = gradient.add(parameter, alpha: decay);
                state.square_avg.mul_(alpha).addcmul_(gradient, gradient, 1 - alpha);
                Tensor average = Denominator(gradient, state, options);
                if (momentum > 0)
                {
                    state.momentum_buffer!.mul_(momentum).addcdiv_(gradient, average, 1);
                    parameter.add_(state.momentum_buffer, alpha: -rate);
                }
                else
                {
                    parameter.addcdiv_(gradient, average, -rate);
                }
            }

            private static Tensor Denominator(Tensor gradient, State state, Options options)
            {
                if (options.centered is not true)
                    return state.square_avg.sqrt().add_(options.eps!.Value);
                Tensor mean = state.grad_avg!;
                mean.mul_(options.alpha!.Value).add_(gradient, alpha: 1 - options.alpha!.Value);
                return state.square_avg.addcmul(mean, mean, -1).sqrt_().add_(options.eps!.Value);
            }


            public sealed class State(Parameter parameter) : OptimizerState(parameter), IDisposable
            {
                public long step;
                public Tensor square_avg = null!;
                public Tensor? momentum_buffer;
                public Tensor? grad_avg;

                public void Dispose()
                {
                    square_avg?.Dispose();
                    momentum_buffer?.Dispose();
                    grad_avg?.Dispose();
                    GC.SuppressFinalize(this);
                }

                public override void to(Device device)
                {
                    square_avg = Moved(square_avg, device);
                    momentum_buffer = momentum_buffer is null ? null : Moved(momentum_buffer, device);
                    grad_avg = grad_avg is null ? null : Moved(grad_avg, device);
                }

                public override void SaveStateDict(BinaryWriter writer)
                {
                    writer.Write(step);
                    TensorStream.Write(writer, square_avg);
                    SaveConditionalStateTensor(writer, momentum_buffer);
                    SaveConditionalStateTensor(writer, grad_avg);
                }

                public override void LoadStateDict(BinaryReader reader)
                {
                    step = reader.ReadInt64();
                    TensorStream.ReadInto(reader, square_avg);
                    LoadConditionalStateTensor(reader, ref momentum_buffer, _parameter.device);
                    LoadConditionalStateTensor(reader, ref grad_avg, _parameter.device);
                }

                public override void LoadStateDict(OptimizerState source)
                {
                    var state = (State)source;
                    step = state.step;
                    square_avg = CopyOf(state.square_avg, square_avg);
                    momentum_buffer = CopyOrNull(state.momentum_buffer, momentum_buffer);
                    grad_avg = CopyOrNull(state.grad_avg, grad_avg);
                }

                public override bool ApproximatelyEquals(OptimizerState other) =>
                    other is State state && step == state.step && Close(square_avg, state.square_avg) && Close(momentum_buffer, state.momentum_buffer) && Close(grad_avg, state.grad_avg);

                public override void Initialize(OptimizerOptions options)
                {
                    var own = (Options)options;
                    step = 0;
                    square_avg = Zeros(square_avg);
                    momentum_buffer?.Dispose();
                    momentum_buffer = own.momentum > 0 ? Zeros(null) : null;
                    grad_avg?.Dispose();
                    grad_avg = own.centered is true ? Zeros(null) : null;
                }
            }

            public class Options : OptimizerOptions
            {
                public double? alpha;
                public double? eps;
                public double? weight_decay;
                public double? momentum;
                public bool? centered;
                public bool? maximize;

                public override void LoadStateDict(OptimizerOptions source)
                {
                    base.LoadStateDict(source);
                    var options = (Options)source;
                    alpha = options.alpha;
                    eps = options.eps;
                    weight_decay = options.weight_decay;
                    momentum = options.momentum;
                    centered = options.centered;
                    maximize = options.maximize;
                }

                public override void LoadStateDict(BinaryReader reader)
                {
                    base.LoadStateDict(reader);
                    alpha = reader.ReadDouble();
                    eps = reader.ReadDouble();
                    weight_decay = reader.ReadDouble();
                    momentum = reader.ReadDouble();
                    centered = reader.ReadBoolean();
                    maximize = reader.ReadBoolean();
                }

                public override void SaveStateDict(BinaryWriter writer)
                {
                    base.SaveStateDict(writer);
                    writer.Write(alpha!.Value);
                    writer.Write(eps!.Value);
                    writer.Write(weight_decay!.Value);
                    writer.Write(momentum!.Value);
                    writer.Write(centered!.Value);
                    writer.Write(maximize!.Value);
                }

                internal void TakeMissingFrom(Options defaults)
                {
                    LearningRate ??= defaults.LearningRate;
                    alpha ??= defaults.alpha;
                    eps ??= defaults.eps;
                    weight_decay ??= defaults.weight_decay;
                    momentum ??= defaults.momentum;
                    centered ??= defaults.centered;
                    maximize ??= defaults.maximize;
                    InitialLearningRate = LearningRate!.Value;
                }
            }

            public class ParamGroup : ParamGroup<Options>, IMomentum
            {
                public ParamGroup()
                {
                }

                public ParamGroup(IEnumerable<Parameter> parameters, Options options)
                    : base(parameters, options)
                {
                }

                public ParamGroup(IEnumerable<Parameter> parameters, double lr = 1e-3, double eps = 1e-8, double alpha = 0.99, double weight_decay = 0, double momentum = 0.0, bool centered = false)
                    : base(parameters, new Options { LearningRate = lr, eps = eps, alpha = alpha, weight_decay = weight_decay, momentum = momentum, centered = centered })
                {
                }

                public double Momentum
                {
                    get => Options.momentum!.Value;
                    set => Options.momentum = value;
                }
            }
        }
    }
}
