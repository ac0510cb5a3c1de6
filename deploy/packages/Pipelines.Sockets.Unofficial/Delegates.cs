namespace Pipelines.Sockets.Unofficial;

/// <summary>Walks the handlers of an event without making an array of them.</summary>
public static class Delegates
{
    /// <summary>Whether there is exactly one handler.</summary>
    public static bool IsSingle(this MulticastDelegate handler) => handler.HasSingleTarget;

    /// <summary>The handlers in order; none for null.</summary>
    public static DelegateEnumerable<T> AsEnumerable<T>(this T handler) where T : MulticastDelegate => new(handler);

    public readonly struct DelegateEnumerable<T> where T : MulticastDelegate
    {
        private readonly T? _handler;

        internal DelegateEnumerable(T? handler) => _handler = handler;

        public DelegateEnumerator<T> GetEnumerator() => new(_handler);
    }

    public struct DelegateEnumerator<T> where T : MulticastDelegate
    {
        private Delegate.InvocationListEnumerator<T> _handlers;

        internal DelegateEnumerator(T? handler) => _handlers = Delegate.EnumerateInvocationList(handler);

        public T Current => _handlers.Current;

        public bool MoveNext() => _handlers.MoveNext();
    }
}
