namespace Inpaint.Augmentation.DataSets.Files.Pickle;

/// <summary>The pickle machine's stack of values and marks. Nothing is popped from below the topmost mark.</summary>
internal sealed class PickleStack
{
    private readonly List<object> _values = [];
    private readonly Stack<int> _marks = new();

    /// <summary>Whether one value and no mark is left.</summary>
    public bool HoldsOneValue => _values.Count == 1 && _marks.Count == 0;

    private int Floor => _marks.TryPeek(out var mark) ? mark : 0;

    public object Top => _values.Count > Floor ? _values[^1] : throw Underflow();

    /// <summary>The two topmost values, or fewer where the mark leaves fewer.</summary>
    public object[] TopTwo => _values[Math.Max(Floor, _values.Count - 2)..].ToArray();

    public void Push(object value) => _values.Add(value);

    public void Mark() => _marks.Push(_values.Count);

    public object Pop()
    {
        var top = Top;
        _values.RemoveAt(_values.Count - 1);
        return top;
    }

    /// <summary>Pops a number of values, given in the order they were pushed.</summary>
    public object[] Pop(int count)
    {
        if (_values.Count - Floor < count)
            throw Underflow();

        var popped = _values[^count..].ToArray();
        _values.RemoveRange(_values.Count - count, count);
        return popped;
    }

    /// <summary>Pops everything above the topmost mark, and the mark.</summary>
    public object[] PopToMark()
    {
        if (_marks.Count == 0)
            throw Underflow();

        var popped = Pop(_values.Count - Floor);
        _marks.Pop();
        return popped;
    }

    /// <summary>Drops the top value, or the topmost mark where nothing lies on it.</summary>
    public void Drop()
    {
        if (_marks.Count > 0 && _values.Count == Floor)
            _marks.Pop();
        else
            Pop();
    }

    private static DataFileException Underflow() => DataFileException.Corrupt("the pickle's stack does not hold what an opcode takes");
}
