using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace TorchSharp.Utils;

/// <summary>A dictionary that remembers the order in which its keys were added: the order of a module's parameters and children.</summary>
public class OrderedDict<TKey, TValue> : IDictionary<TKey, TValue>, IList<(TKey, TValue)>
    where TKey : notnull
{
    private readonly List<(TKey Key, TValue Value)> _list = [];
    private readonly Dictionary<TKey, TValue> _dict = [];

    public ICollection<TKey> Keys => _list.ConvertAll(item => item.Key);

    public ICollection<TValue> Values => _list.ConvertAll(item => item.Value);

    public int Count => _list.Count;

    public bool IsReadOnly => false;

    public (TKey, TValue) this[int index]
    {
        get => _list[index];
        set
        {
            _dict.Remove(_list[index].Key);
            _dict.Add(value.Item1, value.Item2);
            _list[index] = value;
        }
    }

    public TValue this[TKey key]
    {
        get => _dict[key];
        set
        {
            int index = IndexOfKey(key);
            if (index < 0)
            {
                Add(key, value);
                return;
            }

            _dict[key] = value;
            _list[index] = (key, value);
        }
    }

    public void clear() => Clear();

    public IEnumerator<(TKey, TValue)> items() => GetEnumerator();

    public IEnumerable<TKey> keys() => Keys;

    public IEnumerable<TValue> values() => Values;

    public void Add(TKey key, TValue value)
    {
        _dict.Add(key, value);
        _list.Add((key, value));
    }

    public void Add((TKey, TValue) item) => Add(item.Item1, item.Item2);

    public void Add(KeyValuePair<TKey, TValue> item) => Add(item.Key, item.Value);

    internal bool TryAdd(TKey key, TValue value)
    {
        if (!_dict.TryAdd(key, value))
            return false;
        _list.Add((key, value));
        return true;
    }

    public bool ContainsKey(TKey key) => _dict.ContainsKey(key);

    public bool TryGetValue(TKey key, [MaybeNullWhen(false)] out TValue value) => _dict.TryGetValue(key, out value);

    public bool Contains((TKey, TValue) item) => _list.Contains(item);

    public bool Contains(KeyValuePair<TKey, TValue> item) => _list.Contains((item.Key, item.Value));

    public int IndexOf((TKey, TValue) item) => _list.IndexOf(item);

    public void Insert(int index, (TKey, TValue) item)
    {
        _dict.Add(item.Item1, item.Item2);
        _list.Insert(index, item);
    }

    public bool Remove(TKey key)
    {
        if (!_dict.Remove(key))
            return false;
        _list.RemoveAt(IndexOfKey(key));
        return true;
    }

    public bool Remove((TKey, TValue) item) => Contains(item) && Remove(item.Item1);

    public bool Remove(KeyValuePair<TKey, TValue> item) => Remove((item.Key, item.Value));

    public void RemoveAt(int index) => Remove(_list[index].Key);

    public void Clear()
    {
        _list.Clear();
        _dict.Clear();
    }

    public void CopyTo((TKey, TValue)[] array, int arrayIndex) => _list.CopyTo(array, arrayIndex);

    public void CopyTo(KeyValuePair<TKey, TValue>[] array, int arrayIndex)
    {
        foreach ((TKey key, TValue value) in _list)
            array[arrayIndex++] = new(key, value);
    }

    public IEnumerator<(TKey, TValue)> GetEnumerator() => _list.GetEnumerator();

    IEnumerator<KeyValuePair<TKey, TValue>> IEnumerable<KeyValuePair<TKey, TValue>>.GetEnumerator() =>
        _list.Select(item => new KeyValuePair<TKey, TValue>(item.Key, item.Value)).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private int IndexOfKey(TKey key) => _list.FindIndex(item => EqualityComparer<TKey>.Default.Equals(item.Key, key));
}
