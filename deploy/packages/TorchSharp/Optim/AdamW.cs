using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class optim
        {
            /// <summary>Adam with weight decay beside the gradient instead of in it (Loshchilov and Hutter 2017).</summary>
            public static AdamW AdamW(IEnumerable<Parameter> parameters, double lr = 1e-3, double beta1 = 0.9, double beta2 = 0.999, double eps = 1e-8, double weight_decay = 0, bool amsgrad = false, bool maximize = false) =>
                new(parameters, lr, beta1, beta2, eps, weight_decay, amsgrad, maximize);

            /// <inheritdoc cref="AdamW(IEnumerable{Parameter}, double, double, double, double, double, bool, bool)"/>
            public static AdamW AdamW(IEnumerable<(string name, Parameter parameter)> parameters, double lr = 1e-3, double beta1 = 0.9, double beta2 = 0.999, double eps = 1e-8, double weight_decay = 0, bool amsgrad = false, bool maximize = false) =>
                new(parameters.Select(item => item.parameter), lr, beta1, beta2, eps, weight_decay, amsgrad, maximize);

            /// <inheritdoc cref="AdamW(IEnumerable{Parameter}, double, double, double, double, double, bool, bool)"/>
            public static AdamW AdamW(IEnumerable<AdamW.ParamGroup> parameters, double lr = 1e-3, double beta1 = 0.9, double beta2 = 0.999, double eps = 1e-8, double weight_decay = 0, bool amsgrad = false, bool maximize = false) =>
                new(parameters, lr, beta1, beta2, eps, weight_decay, amsgrad, maximize);
        }
    }

    namespace Modules
    {
        /// <summary>Adam with weight decay beside the gradient instead of in it (Loshchilov and Hutter 2017).</summary>
        public partial class AdamW : OptimizerHelper, optim.IBetas
        {
            private readonly AdamBatch _batch = new(decoupled: true);
            private readonly Action<ParamGroup> _stepOfGroup;

            public AdamW(IEnumerable<Parameter> parameters, double lr = 1e-3, double beta1 = 0.9, double beta2 = 0.999, double eps = 1e-8, double weight_decay = 0, bool amsgrad = false, bool maximize = false)
                : this([new ParamGroup { Parameters = parameters }], lr, beta1, beta2, eps, weight_decay, amsgrad, maximize)
            {
            }

            public AdamW(IEnumerable<ParamGroup> parameters, double lr = 1e-3, double beta1 = 0.9, double beta2 = 0.999, double eps = 1e-8, double weight_decay = 0, bool amsgrad = false, bool maximize = false)
            {
                _stepOfGroup = group => _batch.Step(group.Parameters, _state, group.Options);
                var options = new Options
                {
                    LearningRate = lr,
                    InitialLearningRate = lr,
                    beta1 = beta1,
                    beta2 = beta2,
                    eps = eps,
                    weight_decay = weight_decay,
                    amsgrad = amsgrad,
                    maximize = maximize,
                };
                AdamOptions.Validate(options);
                _defaults = options;
                foreach (ParamGroup group in parameters)
                    add_param_group(group);
            }

            public (double, double) Betas
            {
                get => Pair((Options)_defaults);
                set => SetPair((Options)_defaults, value);
            }

            public override Tensor? step(Func<Tensor>? closure = null) =>
                _step<ParamGroup>(_stepOfGroup, closure);

            public override void add_param_group(Modules.ParamGroup param_group)
            {
                param_group.Options ??= new Options();
                var options = (Options)param_group.Options;
                AdamOptions.TakeMissing(options, (Options)_defaults);
                options.InitialLearningRate = options.LearningRate!.Value;
                // A sequence that is computed anew at every look would yield other objects than those whose state is kept.
                param_group.Parameters = [.. param_group.Parameters];
                base.add_param_group(param_group);
                foreach (Parameter parameter in param_group.Parameters)
                    Track(parameter, new State(parameter), options);
            }

            private static (double, double) Pair(Options options) => (options.beta1!.Value, options.beta2!.Value);

            private static void SetPair(Options options, (double, double) value) => (options.beta1, options.beta2) = value;

            public class ParamGroup : ParamGroup<Options>, optim.IBetas
            {
                public ParamGroup()
                {
                }

                public ParamGroup(IEnumerable<Parameter> parameters, Options options)
                    : base(parameters, options)
                {
                }

                public ParamGroup(IEnumerable<Parameter> parameters, double lr = 1e-3, double beta1 = 0.9, double beta2 = 0.999, double eps = 1e-8, double weight_decay = 0, bool amsgrad = false, bool maximize = false)
                    : base(parameters, new Options { LearningRate = lr, beta1 = beta1, beta2 = beta2, eps = eps, weight_decay = weight_decay, amsgrad = amsgrad, maximize = maximize })
                {
                }

                public (double, double) Betas
                {
                    get => Pair(Options);
                    set => SetPair(Options, value);
                }
            }
        }
    }
}
