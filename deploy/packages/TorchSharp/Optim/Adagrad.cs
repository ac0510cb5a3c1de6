using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class optim
        {
            /// <summary>Divides the gradient by the root of the sum of its squares so far (Duchi et al. 2011).</summary>
            public static Adagrad Adagrad(IEnumerable<Parameter> parameters, double lr = 1e-2, double lr_decay = 0, double weight_decay = 0, double initial_accumulator_value = 0, double eps = 1e-10) =>
                new(parameters, lr, lr_decay, weight_decay, initial_accumulator_value, eps);

            public static Adagrad Adagrad(IEnumerable<(string name, Parameter parameter)> parameters, double lr = 1e-2, double lr_decay = 0, double weight_decay = 0, double initial_accumulator_value = 0, double eps = 1e-10) =>
                new(parameters.Select(item => item.parameter), lr, lr_decay, weight_decay, initial_accumulator_value, eps);

            public static Adagrad Adagrad(IEnumerable<Adagrad.ParamGroup> parameters, double lr = 1e-2, double lr_decay = 0, double weight_decay = 0, double initial_accumulator_value = 0, double eps = 1e-10) =>
                new(parameters, lr, lr_decay, weight_decay, initial_accumulator_value, eps);
        }
    }

    namespace Modules
    {
        /// <summary>Divides the gradient by the root of the sum of its squares so far (Duchi et al. 2011).</summary>
        public class Adagrad : OptimizerHelper
        {
            public Adagrad(IEnumerable<Parameter> parameters, double lr = 1e-2, double lr_decay = 0, double weight_decay = 0, double initial_accumulator_value = 0, double eps = 1e-10)
                : this([new ParamGroup { Parameters = parameters }], lr, lr_decay, weight_decay, initial_accumulator_value, eps)
            {
            }

            public Adagrad(IEnumerable<ParamGroup> parameters, double lr = 1e-2, double lr_decay = 0, double weight_decay = 0, double initial_accumulator_value = 0, double eps = 1e-10)
            {
                if (lr < 0)
                    throw new ArgumentException($"Invalid lr: {lr}");
                if (lr_decay < 0)
                    throw new ArgumentException($"Invalid lr_decay: {lr_decay}");
                if (weight_decay < 0)
                    throw new ArgumentException($"Invalid weight_decay: {weight_decay}");
                if (initial_accumulator_value < 0)
                    throw new ArgumentException($"Invalid initial_accumulator_value: {initial_accumulator_value}");
                if (eps < 0)
                    throw new ArgumentException($"Invalid eps: {eps}");
                _defaults = new Options { LearningRate = lr, InitialLearningRate = lr, lr_decay = lr_decay, weight_decay = weight_decay, initial_accumulator_value = initial_accumulator_value, eps = eps };
                foreach (ParamGroup group in parameters)
                    add_param_group(group);
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
                state.step++;
                if (options.weight_decay is { } decay and not 0)
                    gradient = gradient.add(parameter, alpha: decay);
                double rate = options.LearningRate!.Value / (1 + (state.step - 1) * options.lr_decay!.Value);
                state.sum.addcmul_(gradient, gradient, 1);
                parameter.addcdiv_(gradient, state.sum.sqrt().add_(options.eps!.Value), -rate);
            }


            public sealed class State(Parameter parameter) : OptimizerState(parameter), IDisposable
            {
                public long step;
                public Tensor sum = null!;

                public void Dispose()
                {
                    sum?.Dispose();
                    GC.SuppressFinalize(this);
                }

                public override void to(Device device)
                {
                    sum = Moved(sum, device);
                }

                public override void SaveStateDict(BinaryWriter writer)
                {
                    writer.Write(step);
                    TensorStream.Write(writer, sum);
                }

                public override void LoadStateDict(BinaryReader reader)
                {
                    step = reader.ReadInt64();
                    TensorStream.ReadInto(reader, sum);
                }

                public override void LoadStateDict(OptimizerState source)
                {
                    var state = (State)source;
                    step = state.step;
                    sum = CopyOf(state.sum, sum);
                }

                public override bool ApproximatelyEquals(OptimizerState other) =>
                    other is State state && step == state.step && Close(sum, state.sum);

                public override void Initialize(OptimizerOptions options)
                {
                    step = 0;
                    sum = Zeros(sum);
                    using IDisposable _ = no_grad();
                    sum.fill_(((Options)options).initial_accumulator_value!.Value);
                }
            }

            public class Options : OptimizerOptions
            {
                public double? lr_decay;
                public double? weight_decay;
                public double? initial_accumulator_value;
                public double? eps;

                public override void LoadStateDict(OptimizerOptions source)
                {
                    base.LoadStateDict(source);
                    var options = (Options)source;
                    lr_decay = options.lr_decay;
                    weight_decay = options.weight_decay;
                    initial_accumulator_value = options.initial_accumulator_value;
                    eps = options.eps;
                }

                public override void LoadStateDict(BinaryReader reader)
                {
                    base.LoadStateDict(reader);
                    lr_decay = reader.ReadDouble();
                    weight_decay = reader.ReadDouble();
                    initial_accumulator_value = reader.ReadDouble();
                    eps = reader.ReadDouble();
                }

                public override void SaveStateDict(BinaryWriter writer)
                {
                    base.SaveStateDict(writer);
                    writer.Write(lr_decay!.Value);
                    writer.Write(weight_decay!.Value);
                    writer.Write(initial_accumulator_value!.Value);
                    writer.Write(eps!.Value);
                }

                internal void TakeMissingFrom(Options defaults)
                {
                    LearningRate ??= defaults.LearningRate;
                    lr_decay ??= defaults.lr_decay;
                    weight_decay ??= defaults.weight_decay;
                    initial_accumulator_value ??= defaults.initial_accumulator_value;
                    eps ??= defaults.eps;
                    InitialLearningRate = LearningRate!.Value;
                }
            }

            public class ParamGroup : ParamGroup<Options>
            {
                public ParamGroup()
                {
                }

                public ParamGroup(IEnumerable<Parameter> parameters, Options options)
                    : base(parameters, options)
                {
                }

                public ParamGroup(IEnumerable<Parameter> parameters, double lr = 1e-2, double lr_decay = 0, double weight_decay = 0, double initial_accumulator_value = 0, double eps = 1e-10)
                    : base(parameters, new Options { LearningRate = lr, lr_decay = lr_decay, weight_decay = weight_decay, initial_accumulator_value = initial_accumulator_value, eps = eps })
                {
                }
            }
        }
    }
}
