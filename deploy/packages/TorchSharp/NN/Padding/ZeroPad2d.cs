using TorchSharp.Modules;

namespace TorchSharp
{
    namespace Modules
    {
        public sealed class ZeroPad2d : PadBase
        {
            internal ZeroPad2d(params long[] padding)
                : base(nameof(ZeroPad2d), PaddingModes.Zeros, 0, padding)
            {
            }
        }
    }

    public static partial class torch
    {
        public static partial class nn
        {
            public static ZeroPad2d ZeroPad2d(long padding) => new([padding, padding, padding, padding]);

            public static ZeroPad2d ZeroPad2d((long, long, long, long) padding) => new([padding.Item1, padding.Item2, padding.Item3, padding.Item4]);
        }
    }
}
