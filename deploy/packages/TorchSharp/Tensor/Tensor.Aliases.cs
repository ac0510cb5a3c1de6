using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public Tensor absolute() => abs();

        public Tensor multiply(Tensor target) => mul(target);

        public Tensor multiply(Scalar target) => mul(target);

        public Tensor subtract(Tensor target) => sub(target);

        public Tensor subtract(Scalar target) => sub(target);

        public Tensor negative() => neg();

        public Tensor square() => pow(2);

        public Tensor fix() => trunc();

        public Tensor arcsin() => asin();

        public Tensor arccos() => acos();

        public Tensor arctan2(Tensor other) => atan2(other);

        public Tensor asinh() => arcsinh();

        public Tensor acosh() => arccosh();

        public Tensor atanh() => arctanh();

        public Tensor equal(Tensor target) => eq(target);

        public Tensor not_equal(Tensor target) => ne(target);

        public Tensor greater(Tensor target) => gt(target);

        public Tensor greater_equal(Tensor target) => ge(target);

        public Tensor less(Tensor target) => lt(target);

        public Tensor less_equal(Tensor target) => le(target);

        public Tensor ger(Tensor vec2) => outer(vec2);

        public Tensor inverse() => linalg.inv(this);

        /// <summary>True if both have the same shape and equal elements.</summary>
        public bool Equals(Tensor target) => Aten.Flag("equal", this, target);

        public Tensor softmax(long dim, ScalarType? dtype = null) => Aten.One("softmax.int", this, dim, dtype);

        public Tensor log_softmax(long dim, ScalarType? dtype = null) => Aten.One("log_softmax.int", this, dim, dtype);

        public Tensor softplus(double beta = 1, double threshold = 20) => Aten.One("softplus", this, beta, threshold);

        public Tensor log_sigmoid() => Aten.One("log_sigmoid", this);

        public Tensor elu(double alpha = 1) => elu(alpha, 1.0, 1.0);

        public Tensor celu() => celu(1.0);

        public Tensor count_nonzero(long[]? dims = null) =>
            dims is null ? Aten.One("count_nonzero", this) : Aten.One("count_nonzero.dim_IntList", this, dims);

        public Tensor tensordot(Tensor b, long dims = 2)
        {
            var first = new long[dims];
            var second = new long[dims];
            for (var i = 0; i < dims; i++)
                (first[i], second[i]) = (Dimensions - dims + i, i);
            return tensordot(b, first, second);
        }

        public override string ToString() => IsInvalid ? "[disposed]" : $"[{string.Join("x", shape)}], type = {dtype}, device = {device}";
    }
}
