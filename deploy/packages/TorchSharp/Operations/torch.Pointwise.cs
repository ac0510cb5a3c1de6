namespace TorchSharp;

public static partial class torch
{
    public static Tensor abs(Tensor input) =>
        input.abs();

    public static Tensor absolute(Tensor input) =>
        input.absolute();

    public static Tensor acos(Tensor input) =>
        input.acos();

    public static Tensor arccos(Tensor input) =>
        input.arccos();

    public static Tensor acosh(Tensor input) =>
        input.acosh();

    public static Tensor arccosh(Tensor input) =>
        input.arccosh();

    public static Tensor add(Tensor left, Tensor right) =>
        left.add(right);

    public static Tensor add(Tensor left, Scalar right) =>
        left.add(right);

    public static Tensor add(Tensor left, Tensor right, Scalar alpha) =>
        left.add(right, alpha);

    public static Tensor add(Tensor left, Scalar right, Scalar alpha) =>
        left.add(right, alpha);

    public static Tensor addcdiv(Tensor input, Tensor tensor1, Tensor tensor2, Scalar value) =>
        input.addcdiv(tensor1, tensor2, value);

    public static Tensor addcmul(Tensor input, Tensor tensor1, Tensor tensor2, Scalar value) =>
        input.addcmul(tensor1, tensor2, value);

    public static Tensor angle(Tensor input) =>
        input.angle();

    public static Tensor asin(Tensor input) =>
        input.asin();

    public static Tensor arcsin(Tensor input) =>
        input.arcsin();

    public static Tensor asinh(Tensor input) =>
        input.asinh();

    public static Tensor arcsinh(Tensor input) =>
        input.arcsinh();

    public static Tensor atan(Tensor input) =>
        input.atan();

    public static Tensor atanh(Tensor input) =>
        input.atanh();

    public static Tensor arctanh(Tensor input) =>
        input.arctanh();

    public static Tensor atan2(Tensor input, Tensor other) =>
        input.atan2(other);

    public static Tensor arctan2(Tensor input, Tensor other) =>
        input.arctan2(other);

    public static Tensor bitwise_not(Tensor input) =>
        input.bitwise_not();

    public static Tensor bitwise_and(Tensor left, Tensor right) =>
        left.bitwise_and(right);

    public static Tensor bitwise_or(Tensor left, Tensor right) =>
        left.bitwise_or(right);

    public static Tensor bitwise_xor(Tensor left, Tensor right) =>
        left.bitwise_xor(right);

    public static Tensor bitwise_left_shift(Tensor left, Tensor right) =>
        left.bitwise_left_shift(right);

    public static Tensor bitwise_right_shift(Tensor left, Tensor right) =>
        left.bitwise_right_shift(right);

    public static Tensor ceil(Tensor input) =>
        input.ceil();

    public static Tensor clamp(Tensor input, Scalar? min = null, Scalar? max = null) =>
        input.clamp(min, max);

    public static Tensor clamp(Tensor input, Tensor? min = null, Tensor? max = null) =>
        input.clamp(min, max);

    public static Tensor clip(Tensor input, Scalar? min = null, Scalar? max = null) =>
        input.clip(min, max);

    public static Tensor copysign(Tensor input, Tensor other) =>
        input.copysign(other);

    public static Tensor cos(Tensor input) =>
        input.cos();

    public static Tensor cosh(Tensor input) =>
        input.cosh();

    public static Tensor deg2rad(Tensor input) =>
        input.deg2rad();

    public static Tensor div(Tensor left, Tensor right, RoundingMode rounding_mode = RoundingMode.None) =>
        left.div(right, rounding_mode);

    public static Tensor div(Tensor left, Scalar right, RoundingMode rounding_mode = RoundingMode.None) =>
        left.div(right, rounding_mode);

    public static Tensor divide(Tensor left, Tensor right, RoundingMode rounding_mode = RoundingMode.None) =>
        left.divide(right, rounding_mode);

    public static Tensor divide(Tensor left, Scalar right, RoundingMode rounding_mode = RoundingMode.None) =>
        left.divide(right, rounding_mode);

    public static Tensor digamma(Tensor input) =>
        input.digamma();

    public static Tensor erf(Tensor input) =>
        input.erf();

    public static Tensor erfc(Tensor input) =>
        input.erfc();

    public static Tensor erfinv(Tensor input) =>
        input.erfinv();

    public static Tensor exp(Tensor input) =>
        input.exp();

    public static Tensor exp2(Tensor input) =>
        input.exp2();

    public static Tensor expm1(Tensor input) =>
        input.expm1();

    public static Tensor fix(Tensor input) =>
        input.fix();

    public static Tensor floor(Tensor input) =>
        input.floor();

    public static Tensor floor_divide(Tensor input, Tensor other) =>
        input.floor_divide(other);

    public static Tensor fmod(Tensor left, Tensor right) =>
        left.fmod(right);

    public static Tensor fmod(Tensor left, Scalar right) =>
        left.fmod(right);

    public static Tensor frac(Tensor input) =>
        input.frac();

    public static Tensor lerp(Tensor input, Tensor end, Tensor weight) =>
        input.lerp(end, weight);

    public static Tensor lgamma(Tensor input) =>
        input.lgamma();

    public static Tensor log(Tensor input) =>
        input.log();

    public static Tensor log10(Tensor input) =>
        input.log10();

    public static Tensor log1p(Tensor input) =>
        input.log1p();

    public static Tensor log2(Tensor input) =>
        input.log2();

    public static Tensor logaddexp(Tensor left, Tensor right) =>
        left.logaddexp(right);

    public static Tensor logical_and(Tensor left, Tensor right) =>
        left.logical_and(right);

    public static Tensor logical_not(Tensor input) =>
        input.logical_not();

    public static Tensor logical_or(Tensor left, Tensor right) =>
        left.logical_or(right);

    public static Tensor logical_xor(Tensor left, Tensor right) =>
        left.logical_xor(right);

    public static Tensor hypot(Tensor left, Tensor right) =>
        left.hypot(right);

    public static Tensor mul(Tensor left, Tensor right) =>
        left.mul(right);

    public static Tensor mul(Tensor left, Scalar right) =>
        left.mul(right);

    public static Tensor multiply(Tensor left, Tensor right) =>
        left.multiply(right);

    public static Tensor multiply(Tensor left, Scalar right) =>
        left.multiply(right);

    public static Tensor nan_to_num(Tensor input, double nan = 0d, double? posinf = null, double? neginf = null) =>
        input.nan_to_num(nan, posinf, neginf);

    public static Tensor neg(Tensor input) =>
        input.neg();

    public static Tensor negative(Tensor input) =>
        input.negative();

    public static Tensor positive(Tensor input) =>
        input.positive();

    public static Tensor pow(Tensor left, Tensor exponent) =>
        left.pow(exponent);

    public static Tensor pow(Tensor left, Scalar exponent) =>
        left.pow(exponent);

    public static Tensor rad2deg(Tensor input) =>
        input.rad2deg();

    public static Tensor reciprocal(Tensor input) =>
        input.reciprocal();

    public static Tensor remainder(Tensor left, Tensor right) =>
        left.remainder(right);

    public static Tensor remainder(Tensor left, Scalar right) =>
        left.remainder(right);

    public static Tensor round(Tensor input, long decimals = 0L) =>
        input.round(decimals);

    public static Tensor rsqrt(Tensor input) =>
        input.rsqrt();

    public static Tensor sigmoid(Tensor input) =>
        input.sigmoid();

    public static Tensor sign(Tensor input) =>
        input.sign();

    public static Tensor sgn(Tensor input) =>
        input.sgn();

    public static Tensor sin(Tensor input) =>
        input.sin();

    public static Tensor sinc(Tensor input) =>
        input.sinc();

    public static Tensor sinh(Tensor input) =>
        input.sinh();

    public static Tensor sqrt(Tensor input) =>
        input.sqrt();

    public static Tensor square(Tensor input) =>
        input.square();

    public static Tensor sub(Tensor left, Tensor right) =>
        left.sub(right);

    public static Tensor sub(Tensor left, Scalar right) =>
        left.sub(right);

    public static Tensor subtract(Tensor left, Tensor right) =>
        left.subtract(right);

    public static Tensor subtract(Tensor left, Scalar right) =>
        left.subtract(right);

    public static Tensor tan(Tensor input) =>
        input.tan();

    public static Tensor tanh(Tensor input) =>
        input.tanh();

    public static Tensor true_divide(Tensor dividend, Tensor divisor) =>
        dividend.true_divide(divisor);

    public static Tensor trunc(Tensor input) =>
        input.trunc();

    public static Tensor xlogy(Tensor x, Tensor y) =>
        x.xlogy(y);

    public static Tensor xlogy(Tensor x, Scalar y) =>
        x.xlogy(y);
}
