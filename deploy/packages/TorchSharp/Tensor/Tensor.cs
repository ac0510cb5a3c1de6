using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>
    /// An n-dimensional array in libtorch's memory. It owns one reference to it, given back by <see cref="Dispose()"/>,
    /// by the dispose scope that holds it, or by the finalizer.
    /// </summary>
    public partial class Tensor : IDisposable
    {
        private static long s_live;
        private static long s_peak;

        private nint _handle;

        internal Tensor(nint handle, bool register = true)
        {
            _handle = handle;
            var live = Interlocked.Increment(ref s_live);
            if (live > Volatile.Read(ref s_peak))
                RaisePeak(live);
            if (register)
                OwningDisposeScope = DisposeScopeManager.OfThread.Register(this);
        }

        ~Tensor() => Dispose(false);

        /// <summary>How many tensors are held on the managed side in the whole process.</summary>
        public static long TotalCount => Interlocked.Read(ref s_live);

        /// <summary>The most there have been at once.</summary>
        public static long PeakCount => Interlocked.Read(ref s_peak);

        public string? name { get; set; }

        public bool IsInvalid => _handle == 0;

        public IntPtr Handle => _handle != 0 ? _handle : throw new InvalidOperationException("Tensor invalid -- empty handle.");

        internal DisposeScope? OwningDisposeScope { get; set; }

        public static Tensor UnsafeCreateTensor(IntPtr handle) => new(handle);

        public void Dispose()
        {
            Dispose(true);
            GC.SuppressFinalize(this);
        }

        public Tensor MoveToOuterDisposeScope()
        {
            OwningDisposeScope?.MoveToOuter(this);
            return this;
        }

        public Tensor DetachFromDisposeScope()
        {
            OwningDisposeScope?.Detach(this);
            return this;
        }

        public Tensor MoveToOtherDisposeScope(Tensor other) => MoveToOtherDisposeScope(other.OwningDisposeScope);

        public Tensor MoveToOtherDisposeScope(DisposeScope? other)
        {
            if (OwningDisposeScope is null)
                other?.Attach(this);
            else
                OwningDisposeScope.MoveToOther(other, this);
            return this;
        }

        /// <summary>Hands the reference to the caller and leaves this object empty.</summary>
        public IntPtr DecoupleFromNativeHandle()
        {
            GC.SuppressFinalize(this);
            return MoveHandle();
        }

        public override bool Equals(object? obj) => obj is Tensor other && Equals(other);

        public override int GetHashCode() => base.GetHashCode();

        internal IntPtr MoveHandle()
        {
            var handle = Interlocked.Exchange(ref _handle, 0);
            if (handle == 0)
                throw new InvalidOperationException("Tensor invalid -- empty handle.");
            Interlocked.Decrement(ref s_live);
            return handle;
        }

        protected virtual void Dispose(bool disposing)
        {
            // Exchanged, so that neither two threads nor a finalizer release the same reference twice.
            var handle = Interlocked.Exchange(ref _handle, 0);
            if (handle == 0)
                return;
            if (disposing)
            {
                // Not in the finalizer: scopes and their counts belong to the thread that made the tensor.
                DisposeScopeManager.OfThread.Disposing(this);
                OwningDisposeScope?.MarkAsDisposed(this);
            }
            Interlocked.Decrement(ref s_live);
            NativeMethods.ts_tensor_release(handle);
        }

        private static void RaisePeak(long live)
        {
            for (var peak = Interlocked.Read(ref s_peak); live > peak;)
                peak = Interlocked.CompareExchange(ref s_peak, live, peak) is var seen && seen == peak ? live : seen;
        }
    }
}
