using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TorchSharp
{
    namespace Modules
    {
        public sealed class PairwiseDistance : ParameterLessModule<Tensor, Tensor, Tensor>
        {
            internal PairwiseDistance(double p = 2.0, double eps = 1e-6, bool keepdim = false)
                : base(nameof(PairwiseDistance))
            {
                this.norm = p;
                this.eps = eps;
                this.keepdim = keepdim;
            }

            public double norm { get; set; }

            public double eps { get; set; }

            public bool keepdim { get; set; }

            public override Tensor forward(Tensor input1, Tensor input2) => nn.functional.pairwise_distance(input1, input2, norm, eps, keepdim);
        }
    }

    public static partial class torch
    {
        public static partial class nn
        {
            public static PairwiseDistance PairwiseDistance(double p = 2.0, double eps = 1e-6, bool keepdim = false) => new(p, eps, keepdim);
        }
    }
}
