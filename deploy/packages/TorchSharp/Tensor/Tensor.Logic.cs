using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public Tensor bitwise_and(Tensor other) => Aten.One("bitwise_and.Tensor", this, other);

        public Tensor bitwise_or(Tensor other) => Aten.One("bitwise_or.Tensor", this, other);

        public Tensor bitwise_xor(Tensor other) => Aten.One("bitwise_xor.Tensor", this, other);

        public Tensor bitwise_not() => Aten.One("bitwise_not", this);

        public Tensor bitwise_left_shift(Tensor other) => Aten.One("bitwise_left_shift.Tensor", this, other);

        public Tensor bitwise_right_shift(Tensor other) => Aten.One("bitwise_right_shift.Tensor", this, other);

        public Tensor logical_and(Tensor other) => Aten.One("logical_and", this, other);

        public Tensor logical_and_(Tensor other) => Aten.InPlace("logical_and_", this, other);

        public Tensor logical_or(Tensor other) => Aten.One("logical_or", this, other);

        public Tensor logical_or_(Tensor other) => Aten.InPlace("logical_or_", this, other);

        public Tensor logical_xor(Tensor other) => Aten.One("logical_xor", this, other);

        public Tensor logical_xor_(Tensor other) => Aten.InPlace("logical_xor_", this, other);

        public Tensor logical_not() => Aten.One("logical_not", this);

        public Tensor logical_not_() => Aten.InPlace("logical_not_", this);

        public Tensor eq(Tensor target) => Aten.One("eq.Tensor", this, target);

        public Tensor eq(Scalar target) => Aten.One("eq.Scalar", this, target);

        public Tensor eq_(Tensor target) => Aten.InPlace("eq_.Tensor", this, target);

        public Tensor eq_(Scalar target) => Aten.InPlace("eq_.Scalar", this, target);

        public Tensor ne(Tensor target) => Aten.One("ne.Tensor", this, target);

        public Tensor ne(Scalar target) => Aten.One("ne.Scalar", this, target);

        public Tensor ne_(Tensor target) => Aten.InPlace("ne_.Tensor", this, target);

        public Tensor ne_(Scalar target) => Aten.InPlace("ne_.Scalar", this, target);

        public Tensor lt(Tensor target) => Aten.One("lt.Tensor", this, target);

        public Tensor lt(Scalar target) => Aten.One("lt.Scalar", this, target);

        public Tensor lt_(Tensor target) => Aten.InPlace("lt_.Tensor", this, target);

        public Tensor lt_(Scalar target) => Aten.InPlace("lt_.Scalar", this, target);

        public Tensor le(Tensor target) => Aten.One("le.Tensor", this, target);

        public Tensor le(Scalar target) => Aten.One("le.Scalar", this, target);

        public Tensor le_(Tensor target) => Aten.InPlace("le_.Tensor", this, target);

        public Tensor le_(Scalar target) => Aten.InPlace("le_.Scalar", this, target);

        public Tensor gt(Tensor target) => Aten.One("gt.Tensor", this, target);

        public Tensor gt(Scalar target) => Aten.One("gt.Scalar", this, target);

        public Tensor gt_(Tensor target) => Aten.InPlace("gt_.Tensor", this, target);

        public Tensor gt_(Scalar target) => Aten.InPlace("gt_.Scalar", this, target);

        public Tensor ge(Tensor target) => Aten.One("ge.Tensor", this, target);

        public Tensor ge(Scalar target) => Aten.One("ge.Scalar", this, target);

        public Tensor ge_(Tensor target) => Aten.InPlace("ge_.Tensor", this, target);

        public Tensor ge_(Scalar target) => Aten.InPlace("ge_.Scalar", this, target);

        public Tensor isclose(Tensor other, double rtol = 1e-05, double atol = 1e-08, bool nanEqual = false) =>
            Aten.One("isclose", this, other, rtol, atol, nanEqual);

        public Tensor isin(Tensor test_elements, bool assumeUnique = false, bool invert = false) =>
            Aten.One("isin.Tensor_Tensor", this, test_elements, assumeUnique, invert);

        public Tensor isinf() => Aten.One("isinf", this);

        public Tensor isfinite() => Aten.One("isfinite", this);

        public Tensor isnan() => Aten.One("isnan", this);

        public Tensor isposinf() => Aten.One("isposinf", this);

        public Tensor isneginf() => Aten.One("isneginf", this);

        public bool allclose(Tensor target, double rtol = 1e-05, double atol = 1e-08, bool equal_nan = false) =>
            Aten.Flag("allclose", this, target, rtol, atol, equal_nan);

        public Tensor maximum(Tensor other) => Aten.One("maximum", this, other);

        public Tensor minimum(Tensor other) => Aten.One("minimum", this, other);

        public Tensor fmax(Tensor other) => Aten.One("fmax", this, other);

        public Tensor fmin(Tensor other) => Aten.One("fmin", this, other);

        public Tensor masked_fill(Tensor mask, Scalar value) => Aten.One("masked_fill.Scalar", this, mask, value);

        public Tensor masked_fill_(Tensor mask, Scalar value) => Aten.InPlace("masked_fill_.Scalar", this, mask, value);

        public Tensor where(Tensor condition, Tensor y) => Aten.One("where.self", this, condition, y);
    }
}
