using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>A source of random numbers. Not to be drawn from by two threads at once if draws are to repeat.</summary>
    public class Generator : IDisposable
    {
        private nint _handle;

        public Generator(ulong seed = 0, Device? device = null)
            : this(NativeError.ThrowIfNull(NativeMethods.ts_generator_new((device ?? CPU).Packed, seed)), device ?? CPU)
        {
        }

        private Generator(nint handle, Device device)
        {
            _handle = handle;
            this.device = device;
        }

        ~Generator() => Dispose(disposing: false);

        /// <summary>The process's own generator, from which draws without a generator come.</summary>
        public static Generator Default => new(NativeError.ThrowIfNull(NativeMethods.ts_generator_default(CPU.Packed)), CPU);

        public Device device { get; private set; }

        public IntPtr Handle => _handle != 0 ? _handle : throw new ObjectDisposedException(nameof(Generator));

        public Tensor get_state()
        {
            var state = NativeError.ThrowIfNull(NativeMethods.ts_generator_state(Handle));
            GC.KeepAlive(this);
            return new Tensor(state);
        }

        public void set_state(Tensor value)
        {
            NativeError.Check(NativeMethods.ts_generator_set_state(Handle, value.Handle));
            GC.KeepAlive(value);
            GC.KeepAlive(this);
        }

        public Generator manual_seed(long seed)
        {
            NativeError.Check(NativeMethods.ts_generator_seed(Handle, unchecked((ulong)seed)));
            GC.KeepAlive(this);
            return this;
        }

        /// <summary>Takes a seed that nobody chose, and returns it.</summary>
        public unsafe long seed()
        {
            ulong seed;
            NativeError.Check(NativeMethods.ts_generator_random_seed(Handle, &seed));
            GC.KeepAlive(this);
            return unchecked((long)seed);
        }

        public unsafe long initial_seed()
        {
            ulong seed;
            NativeError.Check(NativeMethods.ts_generator_initial_seed(Handle, &seed));
            GC.KeepAlive(this);
            return unchecked((long)seed);
        }

        public void Dispose()
        {
            Dispose(disposing: true);
            GC.SuppressFinalize(this);
        }

        protected virtual void Dispose(bool disposing)
        {
            var handle = Interlocked.Exchange(ref _handle, 0);
            if (handle != 0)
                NativeMethods.ts_generator_release(handle);
        }
    }
}
