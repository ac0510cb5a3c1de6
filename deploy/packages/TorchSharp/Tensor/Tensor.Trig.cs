using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public Tensor angle() => Aten.One("angle", this);

        public Tensor asin() => Aten.One("asin", this);

        public Tensor asin_() => Aten.InPlace("asin_", this);

        public Tensor acos() => Aten.One("acos", this);

        public Tensor acos_() => Aten.InPlace("acos_", this);

        public Tensor atan() => Aten.One("atan", this);

        public Tensor atan_() => Aten.InPlace("atan_", this);

        public Tensor atan2(Tensor other) => Aten.One("atan2", this, other);

        public Tensor cos() => Aten.One("cos", this);

        public Tensor cos_() => Aten.InPlace("cos_", this);

        public Tensor sin() => Aten.One("sin", this);

        public Tensor sin_() => Aten.InPlace("sin_", this);

        public Tensor tan() => Aten.One("tan", this);

        public Tensor tan_() => Aten.InPlace("tan_", this);

        public Tensor sinc() => Aten.One("sinc", this);

        public Tensor sinh() => Aten.One("sinh", this);

        public Tensor sinh_() => Aten.InPlace("sinh_", this);

        public Tensor cosh() => Aten.One("cosh", this);

        public Tensor cosh_() => Aten.InPlace("cosh_", this);

        public Tensor tanh() => Aten.One("tanh", this);

        public Tensor tanh_() => Aten.InPlace("tanh_", this);

        public Tensor arcsinh() => Aten.One("arcsinh", this);

        public Tensor arccosh() => Aten.One("arccosh", this);

        public Tensor arctanh() => Aten.One("arctanh", this);
    }
}
