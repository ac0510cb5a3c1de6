namespace Pipelines.Sockets.Unofficial.Arenas;

/// <summary>A run of elements whose type is not stated.</summary>
public readonly struct Sequence
{
    private readonly Array? _array;
    private readonly int _offset;
    private readonly int _length;

    internal Sequence(Array? array, int offset, int length)
    {
        _array = array;
        _offset = offset;
        _length = length;
    }

    public long Length => _length;

    public bool IsEmpty => _length == 0;

    /// <summary>The run with its type; an empty one can be of any type.</summary>
    /// <exception cref="InvalidCastException">The elements are of another type.</exception>
    public Sequence<T> Cast<T>() => IsEmpty ? default : new Sequence<T>((T[])_array!, _offset, _length);
}

/// <summary>A run of elements of an arena, all in one array; valid until the arena is reset.</summary>
public readonly struct Sequence<T>
{
    private readonly T[]? _array;
    private readonly int _offset;
    private readonly int _length;

    internal Sequence(T[] array, int offset, int length)
    {
        _array = array;
        _offset = offset;
        _length = length;
    }

    public long Length => _length;

    public bool IsEmpty => _length == 0;

    public bool IsSingleSegment => true;

    /// <summary>All elements, since they lie in one segment.</summary>
    public Span<T> FirstSpan => new(_array, _offset, _length);

    /// <summary>The segments, of which there is one.</summary>
    public SpanEnumerable Spans => new(this);

    public ref T this[int index] => ref FirstSpan[index];

    public Sequence Untyped() => new(_array, _offset, _length);

    public Enumerator GetEnumerator() => new(FirstSpan);

    /// <summary>Walks the elements by reference.</summary>
    public ref struct Enumerator
    {
        private readonly Span<T> _elements;
        private int _index;

        internal Enumerator(Span<T> elements)
        {
            _elements = elements;
            _index = -1;
        }

        public readonly ref T Current => ref _elements[_index];

        public bool MoveNext() => ++_index < _elements.Length;

        /// <summary>The next element.</summary>
        /// <exception cref="IndexOutOfRangeException">There is none.</exception>
        public ref T GetNext() => ref _elements[++_index];
    }

    public readonly ref struct SpanEnumerable
    {
        private readonly Sequence<T> _sequence;

        internal SpanEnumerable(Sequence<T> sequence) => _sequence = sequence;

        public SpanEnumerator GetEnumerator() => new(_sequence.FirstSpan);
    }

    /// <summary>Walks the segments.</summary>
    public ref struct SpanEnumerator
    {
        private Span<T> _next;

        internal SpanEnumerator(Span<T> next) => _next = next;

        public Span<T> Current { get; private set; }

        public bool MoveNext()
        {
            Current = _next;
            _next = default;
            return !Current.IsEmpty;
        }
    }
}
