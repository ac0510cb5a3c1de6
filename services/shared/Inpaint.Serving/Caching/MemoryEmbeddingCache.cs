namespace Inpaint.Serving.Caching;

/// <summary>Keeps embeddings in this process, up to a number of bytes; what was used least lately goes first.</summary>
/// <param name="capacityBytes">Most bytes kept, bookkeeping included.</param>
public sealed class MemoryEmbeddingCache(long capacityBytes) : IEmbeddingCache
{
    // A key's string, the list's node, the dictionary's slot and the array's header, measured and rounded up.
    private const int OverheadBytes = 384;
    private readonly Lock _gate = new();
    private readonly Dictionary<EmbeddingKey, LinkedListNode<Entry>> _entries = [];
    private readonly LinkedList<Entry> _latestFirst = [];
    private long _bytes;

    /// <inheritdoc/>
    public string Name => "memory";

    /// <summary>Bytes kept now, bookkeeping included.</summary>
    public long Bytes
    {
        get
        {
            lock (_gate)
                return _bytes;
        }
    }

    /// <inheritdoc/>
    public ValueTask<float[]?> GetAsync(EmbeddingKey key, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (!_entries.TryGetValue(key, out LinkedListNode<Entry>? node))
                return ValueTask.FromResult<float[]?>(null);
            _latestFirst.Remove(node);
            _latestFirst.AddFirst(node);
            return ValueTask.FromResult<float[]?>(node.Value.Embedding);
        }
    }

    /// <inheritdoc/>
    public ValueTask SetAsync(EmbeddingKey key, float[] embedding, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(embedding);
        var entry = new Entry(key, embedding);
        lock (_gate)
        {
            if (_entries.Remove(key, out LinkedListNode<Entry>? previous))
                Forget(previous);
            if (entry.Bytes > capacityBytes)
                return ValueTask.CompletedTask;
            _entries.Add(key, _latestFirst.AddFirst(entry));
            _bytes += entry.Bytes;
            while (_bytes > capacityBytes)
            {
                LinkedListNode<Entry> oldest = _latestFirst.Last!;
                _entries.Remove(oldest.Value.Key);
                Forget(oldest);
            }
        }
        return ValueTask.CompletedTask;
    }

    private void Forget(LinkedListNode<Entry> node)
    {
        _latestFirst.Remove(node);
        _bytes -= node.Value.Bytes;
    }

    private sealed record Entry(EmbeddingKey Key, float[] Embedding)
    {
        public long Bytes => OverheadBytes + (long)Embedding.Length * sizeof(float);
    }
}
