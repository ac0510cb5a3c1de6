using TorchSharp.Modules;

namespace TorchSharp
{
    namespace Modules
    {
        public sealed class ConstantPad1d : PadBase
        {
            internal ConstantPad1d(double value, params long[] padding)
                : base(nameof(ConstantPad1d), PaddingModes.Constant, value, padding)
            {
            }
        }
    }

    public static partial class torch
    {
        public static partial class nn
        {
            public static ConstantPad1d ConstantPad1d(long padding, double value) => new(value, [padding, padding]);

            public static ConstantPad1d ConstantPad1d((long, long) padding, double value) => new(value, [padding.Item1, padding.Item2]);
        }
    }
}
