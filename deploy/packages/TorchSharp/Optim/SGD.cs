using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.optim;

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class optim
        {
            /// <summary>Stochastic gradient descent, with momentum (Sutskever et al. 2013) if asked for.</summary>
            public static SGD SGD(IEnumerable<Parameter> parameters, double learningRate, double momentum = 0, double dampening = 0, double weight_decay = 0, bool nesterov = false, bool maximize = false) =>
                new(parameters, learningRate, momentum, dampening, weight_decay, nesterov, maximize);

            public static SGD SGD(IEnumerable<(string name, Parameter parameter)> parameters, double learningRate, double momentum = 0, double dampening = 0, double weight_decay = 0, bool nesterov = false, bool maximize = false) =>
                new(parameters.Select(item => item.parameter), learningRate, momentum, dampening, weight_decay, nesterov, maximize);

            public static SGD SGD(IEnumerable<SGD.ParamGroup> parameters, double learningRate, double momentum = 0, double dampening = 0, double weight_decay = 0, bool nesterov = false, bool maximize = false) =>
                new(parameters, learningRate, momentum, dampening, weight_decay, nesterov, maximize);
        }
    }

    namespace Modules
    {
        /// <summary>Stochastic gradient descent, with momentum (Sutskever et al. 2013) if asked for.</summary>
        public class SGD : OptimizerHelper, IMomentum
        {
            public SGD(IEnumerable<Parameter> parameters, double lr, double momentum = 0, double dampening = 0, double weight_decay = 0, bool nesterov = false, bool maximize = false)
                : this([new ParamGroup { Parameters = parameters }], lr, momentum, dampening, weight_decay, nesterov, maximize)
            {
            }

            public SGD(IEnumerable<ParamGroup> parameters, double lr, double momentum = 0, double dampening = 0, double weight_decay = 0, bool nesterov = false, bool maximize = false)
            {
                if (lr < 0)
                    throw new ArgumentException($"Invalid lr: {lr}");
                if (momentum < 0)
                    throw new ArgumentException($"Invalid momentum: {momentum}");
                if (weight_decay < 0)
                    throw new ArgumentException($"Invalid weight_decay: {weight_decay}");
                if (nesterov && (momentum <= 0 || dampening != 0))
                    throw new ArgumentException("Nesterov momentum requires a momentum and zero dampening");
                _defaults = new Options { LearningRate = lr, InitialLearningRate = lr, momentum = momentum, dampening = dampening, weight_decay = weight_decay, nesterov = nesterov, maximize = maximize };
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
                if (options.weight_decay is { } decay and not 0)
                    gradient = gradient.add(parameter, alpha: decay);
                if (options.momentum is { } momentum and not 0)
                {
                    if (state.momentum_buffer is null)
                        state.momentum_buffer = gradient.clone().DetachFromDisposeScope();
                    else
                        state.momentum_buffer.mul_(momentum).add_(gradient, alpha: 1 - options.dampening!.Value);
                    gradient = options.nesterov is true ? gradient.add(state.momentum_buffer, alpha: momentum) : state.momentum_buffer;
                }

                double rate = options.LearningRate!.Value;
                parameter.add_(gradient, alpha: options.maximize is true ? rate : -rate);
            }


            public sealed class State(Parameter parameter) : OptimizerState(parameter), IDisposable
            {
                public Tensor? momentum_buffer;

                public void Dispose()
                {
                    momentum_buffer?.Dispose();
                    GC.SuppressFinalize(this);
                }

                public override void to(Device device)
                {
                    momentum_buffer = momentum_buffer is null ? null : Moved(momentum_buffer, device);
                }

                public override void SaveStateDict(BinaryWriter writer)
                {
                    SaveConditionalStateTensor(writer, momentum_buffer);
                }

                public override void LoadStateDict(BinaryReader reader)
                {
                    LoadConditionalStateTensor(reader, ref momentum_buffer, _parameter.device);
                }

                public override void LoadStateDict(OptimizerState source)
                {
                    var state = (State)source;
                    momentum_buffer = CopyOrNull(state.momentum_buffer, momentum_buffer);
                }

                public override bool ApproximatelyEquals(OptimizerState other) =>
                    other is State state && Close(momentum_buffer, state.momentum_buffer);

                public override void Initialize(OptimizerOptions options)
                {
                    momentum_buffer?.Dispose();
                    momentum_buffer = null;
                }
            }

            public class Options : OptimizerOptions
            {
                public double? momentum;
                public double? dampening;
                public double? weight_decay;
                public bool? nesterov;
                public bool? maximize;

                public override void LoadStateDict(OptimizerOptions source)
                {
                    base.LoadStateDict(source);
                    var options = (Options)source;
                    momentum = options.momentum;
                    dampening = options.dampening;
                    weight_decay = options.weight_decay;
                    nesterov = options.nesterov;
                    maximize = options.maximize;
                }

                public override void LoadStateDict(BinaryReader reader)
                {
                    base.LoadStateDict(reader);
                    momentum = reader.ReadDouble();
                    dampening = reader.ReadDouble();
                    weight_decay = reader.ReadDouble();
                    nesterov = reader.ReadBoolean();
                    maximize = reader.ReadBoolean();
                }

                public override void SaveStateDict(BinaryWriter writer)
                {
                    base.SaveStateDict(writer);
                    writer.Write(momentum!.Value);
                    writer.Write(dampening!.Value);
                    writer.Write(weight_decay!.Value);
                    writer.Write(nesterov!.Value);
                    writer.Write(maximize!.Value);
                }

                internal void TakeMissingFrom(Options defaults)
                {
                    LearningRate ??= defaults.LearningRate;
                    momentum ??= defaults.momentum;
                    dampening ??= defaults.dampening;
                    weight_decay ??= defaults.weight_decay;
                    nesterov ??= defaults.nesterov;
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

                public ParamGroup(IEnumerable<Parameter> parameters, double lr = 1e-3, double momentum = 0, double dampening = 0, double weight_decay = 0, bool nesterov = false, bool maximize = false)
                    : base(parameters, new Options { LearningRate = lr, momentum = momentum, dampening = dampening, weight_decay = weight_decay, nesterov = nesterov, maximize = maximize })
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
