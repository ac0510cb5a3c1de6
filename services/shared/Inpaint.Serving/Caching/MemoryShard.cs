using System.Diagnostics.CodeAnalysis;

namespace Inpaint.Serving.Caching;

/// <summary>
/// A segmented LRU under one lock. What is new is on probation; what is asked for again becomes protected, which at most four
/// fifths of the bytes can be. A long scan of keys that come once therefore passes through probation and displaces nothing
/// that is in use (Karedla, Love, Wherry 1994: Caching strategies to improve disk system performance).
/// </summary>
/// <param name="capacityBytes">Most bytes kept, bookkeeping included.</param>
internal sealed class MemoryShard(long capacityBytes)
{
    // An entry with its key (88), the array's header (24) and two dictionary slots (56 each, for a dictionary that has just
    // grown is half empty), rounded up.
    private const int OverheadBytes = 256;
    private readonly long _protectedBytes = capacityBytes / 5 * 4;
    private readonly Lock _gate = new();
    private readonly Dictionary<EmbeddingKey, Entry> _entries = [];
    private readonly Segment _probation = new();
    private readonly Segment _protected = new();

    public long Bytes
    {
        get
        {
            lock (_gate)
                return _probation.Bytes + _protected.Bytes;
        }
    }

    public int Count
    {
        get
        {
            lock (_gate)
                return _entries.Count;
        }
    }

    public bool TryGet(EmbeddingKey key, [NotNullWhen(true)] out float[]? embedding)
    {
        lock (_gate)
        {
            if (!_entries.TryGetValue(key, out Entry? entry))
            {
                embedding = null;
                return false;
            }
            Promote(entry);
            embedding = entry.Embedding;
            return true;
        }
    }

    public void Set(EmbeddingKey key, float[] embedding)
    {
        long bytes = OverheadBytes + (long)embedding.Length * sizeof(float);
        lock (_gate)
        {
            if (_entries.Remove(key, out Entry? previous))
                previous.Segment.Remove(previous);
            if (bytes > capacityBytes)
                return;
            while (_probation.Bytes + _protected.Bytes + bytes > capacityBytes)
                Evict();
            var entry = new Entry(key, embedding, bytes, _probation);
            _entries.Add(key, entry);
            _probation.AddFirst(entry);
        }
    }

    private void Promote(Entry entry)
    {
        entry.Segment.Remove(entry);
        entry.Segment = _protected;
        _protected.AddFirst(entry);
        while (_protected.Bytes > _protectedBytes && _protected.Last is { } last && last != entry)
        {
            _protected.Remove(last);
            last.Segment = _probation;
            _probation.AddFirst(last);
        }
    }

    private void Evict()
    {
        Entry last = (_probation.Last ?? _protected.Last)!;
        last.Segment.Remove(last);
        _entries.Remove(last.Key);
    }

    private sealed class Entry(EmbeddingKey key, float[] embedding, long bytes, Segment segment)
    {
        public EmbeddingKey Key { get; } = key;

        public float[] Embedding { get; } = embedding;

        public long Bytes { get; } = bytes;

        public Segment Segment { get; set; } = segment;

        public Entry? Previous { get; set; }

        public Entry? Next { get; set; }
    }

    /// <summary>A list, latest first, whose nodes are the entries themselves.</summary>
    private sealed class Segment
    {
        private Entry? _first;

        public Entry? Last { get; private set; }

        public long Bytes { get; private set; }

        public void AddFirst(Entry entry)
        {
            (entry.Previous, entry.Next) = (null, _first);
            if (_first is null)
                Last = entry;
            else
                _first.Previous = entry;
            _first = entry;
            Bytes += entry.Bytes;
        }

        public void Remove(Entry entry)
        {
            if (entry.Previous is null)
                _first = entry.Next;
            else
                entry.Previous.Next = entry.Next;
            if (entry.Next is null)
                Last = entry.Previous;
            else
                entry.Next.Previous = entry.Previous;
            Bytes -= entry.Bytes;
        }
    }
}
