namespace Pipelines.Sockets.Unofficial.Arenas;

/// <summary>Makes one value of another.</summary>
public delegate TResult Projection<T, out TResult>(in T x);

/// <summary>Makes one value of two others.</summary>
public delegate TResult Projection<T1, T2, out TResult>(in T1 x1, in T2 x2);

/// <summary>Copies of sequences through a projection.</summary>
public static class SequenceExtensions
{
    public static TTo[] ToArray<TFrom, TTo>(this in Sequence<TFrom> source, Projection<TFrom, TTo> projection)
    {
        TTo[] result = new TTo[source.Length];
        CopyTo(source, result, projection);
        return result;
    }

    public static TTo[] ToArray<TFrom, TState, TTo>(this in Sequence<TFrom> source, Projection<TFrom, TState, TTo> projection, in TState state)
    {
        TTo[] result = new TTo[source.Length];
        ReadOnlySpan<TFrom> from = source.FirstSpan;
        for (int i = 0; i < from.Length; i++)
            result[i] = projection(in from[i], in state);
        return result;
    }

    /// <exception cref="ArgumentException">The destination is shorter than the source.</exception>
    public static void CopyTo<TFrom, TTo>(this in Sequence<TFrom> source, Span<TTo> destination, Projection<TFrom, TTo> projection)
    {
        ReadOnlySpan<TFrom> from = source.FirstSpan;
        if (destination.Length < from.Length)
            throw new ArgumentException("The destination is shorter than the source.", nameof(destination));
        for (int i = 0; i < from.Length; i++)
            destination[i] = projection(in from[i]);
    }
}
