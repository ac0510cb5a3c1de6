namespace Inpaint.Models.Weights.PyTorch;

/// <summary>The stack, marks and memo of a pickle. Bounded: one byte of a pickle can make an object of a hundred.</summary>
internal sealed class PickleStack
{
    private const int MostItems = 1_000_000;

    private readonly List<object?> _items = [];
    private readonly Stack<int> _marks = new();
    private readonly Dictionary<long, object?> _memo = [];
    private int _made;

    private int Floor => _marks.TryPeek(out int mark) ? mark : 0;

    public void Push(object? item)
    {
        if (_items.Count >= MostItems)
            throw TooMany();
        _items.Add(item);
    }

    /// <summary>Pushes an object that takes memory of its own.</summary>
    public void PushNew(object item)
    {
        if (++_made > MostItems)
            throw TooMany();
        Push(item);
    }

    public object? Pop()
    {
        object? top = Peek();
        _items.RemoveAt(_items.Count - 1);
        return top;
    }

    public object? Peek() => _items.Count > Floor ? _items[^1] : throw Empty();

    /// <exception cref="WeightsFileException">Another kind of object is on top.</exception>
    public T Pop<T>(string what)
        where T : class => Pop() as T ?? throw new WeightsFileException($"The pickle has no {what} where it needs one.");

    public T Peek<T>(string what)
        where T : class => Peek() as T ?? throw new WeightsFileException($"The pickle has no {what} where it needs one.");

    public void Mark()
    {
        if (_marks.Count >= MostItems)
            throw TooMany();
        _marks.Push(_items.Count);
    }

    public object?[] PopToMark()
    {
        if (!_marks.TryPop(out int mark))
            throw new WeightsFileException("The pickle's stack has no mark.");
        object?[] above = [.. _items.Skip(mark)];
        _items.RemoveRange(mark, _items.Count - mark);
        return above;
    }

    public object?[] Pop(int count)
    {
        object?[] items = new object?[count];
        for (int i = count - 1; i >= 0; i--)
            items[i] = Pop();
        return items;
    }

    public void Memoize(long key)
    {
        if (_memo.Count >= MostItems)
            throw TooMany();
        _memo[key] = Peek();
    }

    public void MemoizeNext() => Memoize(_memo.Count);

    public void PushMemo(long key) => Push(_memo.TryGetValue(key, out object? item) ? item : throw new WeightsFileException($"The pickle's memo has no entry {key}."));

    private static WeightsFileException Empty() => new("The pickle takes from its stack, which is empty.");

    private static WeightsFileException TooMany() => new($"The pickle makes more than {MostItems} objects.");
}
