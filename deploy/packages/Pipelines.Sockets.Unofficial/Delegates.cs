using System.Collections;

namespace Pipelines.Sockets.Unofficial;

/// <summary>Walks the handlers of an event without making an array of them.</summary>
public static class Delegates
{
    /// <summary>Whether there is exactly one handler.</summary>
    public static bool IsSingle(this MulticastDelegate handler) => handler.HasSingleTarget;

    /// <summary>The handlers in order; none for null.</summary>
    public static DelegateEnumerable<T> AsEnumerable<T>(this T handler) where T : MulticastDelegate => new(handler);

    public readonly struct DelegateEnumerable<T> : IEnumerable<T> where T : MulticastDelegate
    {
        private readonly T? _handler;

        internal DelegateEnumerable(T? handler) => _handler = handler;

        public DelegateEnumerator<T> GetEnumerator() => new(_handler);

        IEnumerator<T> IEnumerable<T>.GetEnumerator() => GetEnumerator();

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }

    /// <summary>Code compiled against the official package disposes this through <see cref="IDisposable"/>, and so it has to be one.</summary>
    public struct DelegateEnumerator<T> : IEnumerator<T> where T : MulticastDelegate
    {
        private readonly T? _handler;
        private Delegate.InvocationListEnumerator<T> _handlers;

        internal DelegateEnumerator(T? handler)
        {
            _handler = handler;
            Reset();
        }

        public T Current => _handlers.Current;

        object IEnumerator.Current => Current;

        public bool MoveNext() => _handlers.MoveNext();

        public void Reset() => _handlers = Delegate.EnumerateInvocationList(_handler);

        void IDisposable.Dispose()
        {
        }
    }
}
