using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public static int get_num_threads() => NativeMethods.ts_num_threads();

    public static void set_num_threads(int num) => NativeError.Check(NativeMethods.ts_set_num_threads(num));

    public static int get_num_interop_threads() => NativeMethods.ts_num_interop_threads();

    public static void set_num_interop_threads(int num) => NativeError.Check(NativeMethods.ts_set_num_interop_threads(num));

    public static bool cuda_is_available() => cuda.is_available();

    /// <summary>CUDA, where the libtorch found has it.</summary>
    public static partial class cuda
    {
        public static bool is_available() => device_count() > 0;

        public static int device_count() => NativeMethods.ts_cuda_device_count();

        public static void manual_seed(long seed) => SeedDevice(-1, seed);

        public static void manual_seed_all(long seed)
        {
            for (var i = 0; i < device_count(); i++)
                SeedDevice(i, seed);
        }

        private static void SeedDevice(int index, long seed)
        {
            if (!is_available())
                return;
            var generator = NativeError.ThrowIfNull(NativeMethods.ts_generator_default(new Device(DeviceType.CUDA, index).Packed));
            var status = NativeMethods.ts_generator_seed(generator, unchecked((ulong)seed));
            NativeMethods.ts_generator_release(generator);
            NativeError.Check(status);
        }
    }
}
