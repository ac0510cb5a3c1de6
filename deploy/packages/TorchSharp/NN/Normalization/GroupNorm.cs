using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace TorchSharp
{
    namespace Modules
    {
        /// <summary>Normalises groups of channels of each sample (Wu and He 2018); scale and shift [C].</summary>
        public sealed class GroupNorm : nn.Module<Tensor, Tensor>
        {
            [ComponentName(Name = nameof(weight))]
            private Parameter? _weight;

            [ComponentName(Name = nameof(bias))]
            private Parameter? _bias;

            internal GroupNorm(long num_groups, long num_channels, double eps, bool affine, Device? device, ScalarType? dtype)
                : base(nameof(GroupNorm))
            {
                this.num_groups = num_groups;
                this.eps = eps;
                this.affine = affine;
                if (!affine)
                    return;
                weight = nn.Parameter(ones(num_channels, dtype: dtype, device: device));
                bias = nn.Parameter(zeros(num_channels, dtype: dtype, device: device));
            }

            public long num_groups { get; set; }

            public double eps { get; set; }

            public bool affine { get; set; }

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

            public override Tensor forward(Tensor tensor)
            {
                if (tensor.Dimensions < 3)
                    throw new ArgumentException($"GroupNorm takes 3 dimensions or more, not {tensor.Dimensions}.", nameof(tensor));
                return nn.functional.group_norm(tensor, num_groups, weight, bias, eps);
            }
        }
    }

    public static partial class torch
    {
        public static partial class nn
        {
            public static GroupNorm GroupNorm(long num_groups, long num_channels, double eps = 1e-05, bool affine = true, Device? device = null, ScalarType? dtype = null) =>
                new(num_groups, num_channels, eps, affine, device, dtype);
        }
    }
}
