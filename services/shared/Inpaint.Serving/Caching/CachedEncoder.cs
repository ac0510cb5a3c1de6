namespace Inpaint.Serving.Caching;

/// <summary>Computes some of the embeddings that a caller asked for, as one batch.</summary>
/// <remarks>Runs on the first caller's thread up to its first await: what takes long must not block there.</remarks>
/// <param name="indices">Places of the wanted ones among the caller's keys, each once, ascending.</param>
/// <param name="cancellationToken">Is cancelled when nobody waits for any of them any more.</param>
/// <returns>One embedding an index, in their order; they must not be changed afterwards.</returns>
public delegate Task<float[][]> ComputeEmbeddings(IReadOnlyList<int> indices, CancellationToken cancellationToken);

/// <summary>
/// Looks embeddings up before computing them: in memory, then in the shared cache where there is one. However many ask for the
/// same one at once, in this process or another, it is computed once.
/// </summary>
/// <param name="memory">The first level; null: nothing is cached at all.</param>
/// <param name="shared">The second level; null: there is none.</param>
/// <param name="options">How long others' computations are waited for.</param>
/// <param name="time">The clock.</param>
public sealed class CachedEncoder(MemoryEmbeddingCache? memory, ISharedEmbeddingCache? shared, EmbeddingCacheOptions options, TimeProvider time)
{
    // How often what somebody else gave up is tried again before the caller is told.
    private const int Attempts = 3;
    private readonly FlightTable? _flights = memory is null ? null : new FlightTable(memory);

    /// <summary>The embeddings of a batch of keys.</summary>
    /// <param name="keys">Which embeddings; a key may stand there more than once.</param>
    /// <param name="compute">Computes those that are found nowhere, as one batch; of several callers' the first one's runs.</param>
    /// <param name="cancellationToken">Ends the wait of this caller alone.</param>
    /// <param name="width">How many values each must have; 0: any number. Those kept with another number are computed anew.</param>
    /// <returns>One embedding a key, in their order.</returns>
    public Task<CachedEmbedding[]> GetManyAsync(
        ReadOnlyMemory<EmbeddingKey> keys, ComputeEmbeddings compute, CancellationToken cancellationToken, int width = 0)
    {
        ArgumentNullException.ThrowIfNull(compute);
        if (cancellationToken.IsCancellationRequested)
            return Task.FromCanceled<CachedEmbedding[]>(cancellationToken);
        if (memory is null || _flights is null)
            return ComputeAllAsync(keys.Length, compute, cancellationToken);
        var embeddings = new CachedEmbedding[keys.Length];
        List<int>? missing = null;
        ReadOnlySpan<EmbeddingKey> span = keys.Span;
        for (int i = 0; i < span.Length; i++)
        {
            if (memory.TryGet(span[i], out float[]? values))
                embeddings[i] = new CachedEmbedding(values, true);
            else
                (missing ??= []).Add(i);
        }
        EmbeddingCacheMetrics.Looked(EmbeddingCacheMetrics.Memory, keys.Length - (missing?.Count ?? 0), missing?.Count ?? 0);
        return missing is null
            ? Task.FromResult(embeddings)
            : FetchAsync(_flights, keys, embeddings, missing, compute, width, cancellationToken);
    }

    /// <summary>The embedding of one key.</summary>
    /// <param name="key">Which embedding.</param>
    /// <param name="compute">Computes it, on a thread of the pool; of several callers' the first one's runs.</param>
    /// <param name="cancellationToken">Ends the wait of this caller alone.</param>
    /// <param name="width">How many values it must have; 0: any number. One kept with another number is computed anew.</param>
    public async Task<CachedEmbedding> GetAsync(EmbeddingKey key, Func<float[]> compute, CancellationToken cancellationToken, int width = 0)
    {
        ArgumentNullException.ThrowIfNull(compute);
        EmbeddingKey[] keys = [key];
        return (await GetManyAsync(keys, ComputeAsync, cancellationToken, width))[0];

        // On another thread, so that the caller can go when its time is up, whatever the computation does.
        Task<float[][]> ComputeAsync(IReadOnlyList<int> indices, CancellationToken abandoned) => Task.Run<float[][]>(() => [compute()], abandoned);
    }

    private async Task<CachedEmbedding[]> FetchAsync(
        FlightTable flights, ReadOnlyMemory<EmbeddingKey> keys, CachedEmbedding[] embeddings, List<int> missing, ComputeEmbeddings compute, int width, CancellationToken cancellationToken)
    {
        for (int attempt = 1; ; attempt++)
        {
            var flight = new Flight();
            Seat[] seats = [.. missing.Select(i => flights.Take(keys.Span[i], i, flight))];
            try
            {
                var search = new EmbeddingSearch(flights, shared, options, time, compute, width);
                // The own search first: who is told by it need not be woken by the seats.
                await search.RunAsync(flight, seats).WaitAsync(cancellationToken);
                await Task.WhenAll(seats.Select(seat => seat.Embedding)).WaitAsync(cancellationToken);
                for (int i = 0; i < missing.Count; i++)
                    embeddings[missing[i]] = seats[i].Embedding.Result;
                return embeddings;
            }
            // Who was to compute gave up for a reason of its own, which is none of this caller's.
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested && attempt < Attempts && seats.Any(seat => seat.Flight != flight))
            {
            }
            finally
            {
                flight.Leave();
                foreach (Seat seat in seats)
                {
                    if (seat.Flight != flight)
                        seat.Flight.Leave();
                }
            }
        }
    }

    private static async Task<CachedEmbedding[]> ComputeAllAsync(int count, ComputeEmbeddings compute, CancellationToken cancellationToken)
    {
        int[] indices = [.. Enumerable.Range(0, count)];
        float[][] computed = await compute(indices, cancellationToken);
        EmbeddingCacheMetrics.Computed(count);
        return [.. computed.Select(values => new CachedEmbedding(values, false))];
    }
}
