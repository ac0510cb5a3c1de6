using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace TorchSharp
{
    namespace Modules
    {
        /// <summary>x weightᵀ + bias, with weight [out, in] and bias [out].</summary>
        public sealed class Linear : nn.Module<Tensor, Tensor>
        {
            [ComponentName(Name = nameof(weight))]
            private Parameter? _weight;

            [ComponentName(Name = nameof(bias))]
            private Parameter? _bias;

            internal Linear(Parameter weight, Parameter? bias = null)
                : base(nameof(Linear))
            {
                in_features = weight.size(1);
                out_features = weight.size(0);
                this.weight = weight;
                this.bias = bias;
            }

            internal Linear(long inputSize, long outputSize, bool hasBias = true, Device? device = null, ScalarType? dtype = null)
                : base(nameof(Linear))
            {
                in_features = inputSize;
                out_features = outputSize;
                weight = nn.Parameter(empty([outputSize, inputSize], dtype: dtype, device: device));
                nn.init.kaiming_uniform_(weight, Math.Sqrt(5));
                if (!hasBias)
                    return;
                bias = nn.Parameter(empty(outputSize, dtype: dtype, device: device));
                nn.init.UniformByFanIn(bias, weight);
            }

            public long in_features { get; set; }

            public long out_features { get; set; }

            public Parameter? bias
            {
                get => _bias;
                set => Replace(ref _bias, nameof(bias), value);
            }

            public Parameter weight
            {
                get => _weight!;
                set => Replace(ref _weight, nameof(weight), value);
            }

            public override Tensor forward(Tensor tensor) => nn.functional.linear(tensor, weight, bias);
        }
    }

    public static partial class torch
    {
        public static partial class nn
        {
            public static Linear Linear(long inputSize, long outputSize, bool hasBias = true, Device? device = null, ScalarType? dtype = null) =>
                new(inputSize, outputSize, hasBias, device, dtype);

            public static Linear Linear(Parameter weight, Parameter? bias = null) => new(weight, bias);
        }
    }
}
