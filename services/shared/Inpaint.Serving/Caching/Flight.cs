namespace Inpaint.Serving.Caching;

/// <summary>
/// The finding of several embeddings, with all who wait for any of them. It belongs to none of them: it ends early only when
/// the last one has gone.
/// </summary>
internal sealed class Flight
{
    private readonly CancellationTokenSource _abandoned = new();
    private int _waiting = 1;

    /// <summary>Is cancelled when nobody waits any more.</summary>
    public CancellationToken Abandoned => _abandoned.Token;

    /// <summary>How many wait now.</summary>
    public int Waiting => Volatile.Read(ref _waiting);

    /// <summary>Waits too, unless the flight has been abandoned.</summary>
    public bool TryJoin()
    {
        int waiting = Volatile.Read(ref _waiting);
        while (waiting > 0)
        {
            int seen = Interlocked.CompareExchange(ref _waiting, waiting + 1, waiting);
            if (seen == waiting)
                return true;
            waiting = seen;
        }
        return false;
    }

    /// <summary>Waits no more. Once for the flight's beginning, and once for every time it was joined.</summary>
    public void Leave()
    {
        if (Interlocked.Decrement(ref _waiting) == 0)
            _abandoned.Cancel();
    }
}

/// <summary>One embedding of a flight.</summary>
/// <param name="key">Which one.</param>
/// <param name="index">Its place among the keys that the flight's first caller asked for.</param>
/// <param name="flight">The flight.</param>
internal sealed class Seat(EmbeddingKey key, int index, Flight flight)
{
    private readonly TaskCompletionSource<CachedEmbedding> _embedding = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public EmbeddingKey Key { get; } = key;

    public int Index { get; } = index;

    public Flight Flight { get; } = flight;

    public Task<CachedEmbedding> Embedding => _embedding.Task;

    public void Land(CachedEmbedding embedding) => _embedding.TrySetResult(embedding);

    public void Fail(Exception exception)
    {
        if (exception is OperationCanceledException)
            _embedding.TrySetCanceled(CancellationToken.None);
        else if (_embedding.TrySetException(exception))
            // All who waited may have gone; then nobody else looks at it.
            _ = _embedding.Task.Exception;
    }
}
