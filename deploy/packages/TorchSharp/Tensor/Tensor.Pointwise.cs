using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public Tensor abs() => Aten.One("abs", this);

        public Tensor abs_() => Aten.InPlace("abs_", this);

        public Tensor add(Tensor target) => Aten.One("add.Tensor", this, target);

        public Tensor add(Tensor target, Scalar alpha) => Aten.One("add.Tensor", this, target, alpha);

        public Tensor add(Scalar scalar) => Aten.One("add.Scalar", this, scalar);

        public Tensor add(Scalar scalar, Scalar alpha) => Aten.One("add.Scalar", this, scalar, alpha);

        public Tensor add_(Tensor target) => Aten.InPlace("add_.Tensor", this, target);

        public Tensor add_(Tensor target, Scalar alpha) => Aten.InPlace("add_.Tensor", this, target, alpha);

        public Tensor add_(Scalar scalar) => Aten.InPlace("add_.Scalar", this, scalar);

        public Tensor add_(Scalar scalar, Scalar alpha) => Aten.InPlace("add_.Scalar", this, scalar, alpha);

        public Tensor addcdiv(Tensor tensor1, Tensor tensor2, Scalar value) => Aten.One("addcdiv", this, tensor1, tensor2, value);

        public Tensor addcdiv(Tensor tensor1, Tensor tensor2) => Aten.One("addcdiv", this, tensor1, tensor2);

        public Tensor addcdiv_(Tensor tensor1, Tensor tensor2, Scalar value) => Aten.InPlace("addcdiv_", this, tensor1, tensor2, value);

        public Tensor addcdiv_(Tensor tensor1, Tensor tensor2) => Aten.InPlace("addcdiv_", this, tensor1, tensor2);

        public Tensor addcmul(Tensor tensor1, Tensor tensor2, Scalar value) => Aten.One("addcmul", this, tensor1, tensor2, value);

        public Tensor addcmul_(Tensor tensor1, Tensor tensor2, Scalar value) => Aten.InPlace("addcmul_", this, tensor1, tensor2, value);

        public Tensor ceil() => Aten.One("ceil", this);

        public Tensor ceil_() => Aten.InPlace("ceil_", this);

        public Tensor exp() => Aten.One("exp", this);

        public Tensor exp_() => Aten.InPlace("exp_", this);

        public Tensor exp2() => Aten.One("exp2", this);

        public Tensor expm1() => Aten.One("expm1", this);

        public Tensor floor() => Aten.One("floor", this);

        public Tensor floor_() => Aten.InPlace("floor_", this);

        public Tensor floor_divide(Tensor other) => Aten.One("floor_divide", this, other);

        public Tensor floor_divide(Scalar other) => Aten.One("floor_divide.Scalar", this, other);

        public Tensor fmod(Tensor target) => Aten.One("fmod.Tensor", this, target);

        public Tensor fmod(Scalar scalar) => Aten.One("fmod.Scalar", this, scalar);

        public Tensor fmod_(Tensor target) => Aten.InPlace("fmod_.Tensor", this, target);

        public Tensor fmod_(Scalar scalar) => Aten.InPlace("fmod_.Scalar", this, scalar);

        public Tensor frac() => Aten.One("frac", this);

        public Tensor hypot(Tensor other) => Aten.One("hypot", this, other);

        public Tensor log() => Aten.One("log", this);

        public Tensor log_() => Aten.InPlace("log_", this);

        public Tensor log10() => Aten.One("log10", this);

        public Tensor log1p() => Aten.One("log1p", this);

        public Tensor log2() => Aten.One("log2", this);

        public Tensor logaddexp(Tensor other) => Aten.One("logaddexp", this, other);

        public Tensor mul(Tensor target) => Aten.One("mul.Tensor", this, target);

        public Tensor mul(Scalar target) => Aten.One("mul.Scalar", this, target);

        public Tensor mul_(Tensor target) => Aten.InPlace("mul_.Tensor", this, target);

        public Tensor mul_(Scalar target) => Aten.InPlace("mul_.Scalar", this, target);

        public Tensor neg() => Aten.One("neg", this);

        public Tensor neg_() => Aten.InPlace("neg_", this);

        public Tensor pow(Tensor exponent) => Aten.One("pow.Tensor_Tensor", this, exponent);

        public Tensor pow(Scalar exponent) => Aten.One("pow.Tensor_Scalar", this, exponent);

        public Tensor pow_(Tensor exponent) => Aten.InPlace("pow_.Tensor", this, exponent);

        public Tensor pow_(Scalar exponent) => Aten.InPlace("pow_.Scalar", this, exponent);

        public Tensor reciprocal() => Aten.One("reciprocal", this);

        public Tensor reciprocal_() => Aten.InPlace("reciprocal_", this);

        public Tensor remainder(Tensor target) => Aten.One("remainder.Tensor", this, target);

        public Tensor remainder(Scalar scalar) => Aten.One("remainder.Scalar", this, scalar);

        public Tensor remainder_(Tensor target) => Aten.InPlace("remainder_.Tensor", this, target);

        public Tensor remainder_(Scalar scalar) => Aten.InPlace("remainder_.Scalar", this, scalar);

        public Tensor rsqrt() => Aten.One("rsqrt", this);

        public Tensor rsqrt_() => Aten.InPlace("rsqrt_", this);

        public Tensor sqrt() => Aten.One("sqrt", this);

        public Tensor sqrt_() => Aten.InPlace("sqrt_", this);

        public Tensor sign() => Aten.One("sign", this);

        public Tensor sgn() => Aten.One("sgn", this);

        public Tensor sub(Tensor target) => Aten.One("sub.Tensor", this, target);

        public Tensor sub(Scalar target) => Aten.One("sub.Scalar", this, target);

        public Tensor sub_(Tensor target) => Aten.InPlace("sub_.Tensor", this, target);

        public Tensor sub_(Scalar target) => Aten.InPlace("sub_.Scalar", this, target);

        public Tensor true_divide(Tensor other) => Aten.One("true_divide.Tensor", this, other);

        public Tensor true_divide(Scalar other) => Aten.One("true_divide.Scalar", this, other);

        public Tensor trunc() => Aten.One("trunc", this);

        public Tensor trunc_() => Aten.InPlace("trunc_", this);

        public Tensor erf() => Aten.One("erf", this);

        public Tensor erfc() => Aten.One("erfc", this);

        public Tensor erfinv() => Aten.One("erfinv", this);

        public Tensor lerp(Tensor end, Tensor weight) => Aten.One("lerp.Tensor", this, end, weight);

        public Tensor lerp_(Tensor end, Tensor weight) => Aten.InPlace("lerp_.Tensor", this, end, weight);

        public Tensor nan_to_num(double nan = 0d, double? posinf = null, double? neginf = null) =>
            Aten.One("nan_to_num", this, nan, posinf, neginf);

        public Tensor copysign(Tensor other) => Aten.One("copysign.Tensor", this, other);

        public Tensor deg2rad() => Aten.One("deg2rad", this);

        public Tensor rad2deg() => Aten.One("rad2deg", this);

        public Tensor xlogy(Tensor y) => Aten.One("xlogy.Tensor", this, y);

        public Tensor xlogy(Scalar y) => Aten.One("xlogy.Scalar_Other", this, y);

        public Tensor lgamma() => Aten.One("lgamma", this);

        public Tensor digamma() => Aten.One("digamma", this);

        public Tensor positive() => Aten.One("positive", this);
    }
}
