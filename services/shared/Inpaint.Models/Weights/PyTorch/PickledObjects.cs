namespace Inpaint.Models.Weights.PyTorch;

/// <summary>A function or class that the reader knows; nothing else is ever called.</summary>
/// <param name="Name"><c>module.attribute</c>.</param>
/// <param name="Call">Does with the arguments what the reader needs of it; null where it is only a name.</param>
internal sealed record PickledGlobal(string Name, Func<PickledTuple, object?>? Call = null);

/// <summary>A storage's class: the element type of what is stored.</summary>
internal sealed record PickledStorageClass(ElementType Type);

/// <summary>A tuple.</summary>
internal sealed record PickledTuple(object?[] Items);

/// <summary>A list, or a set.</summary>
internal sealed class PickledList
{
    public List<object?> Items { get; } = [];
}

/// <summary>A dictionary, ordered. A key that comes again replaces its value.</summary>
internal sealed class PickledMap
{
    private readonly Dictionary<object, int> _positions = [];

    public List<(object Key, object? Value)> Items { get; } = [];

    public void Set(object? key, object? value)
    {
        if (key is not (string or long or bool or double or System.Numerics.BigInteger))
            throw new WeightsFileException("A dictionary in the pickle has a key that is neither text nor number.");
        if (_positions.TryGetValue(key, out int position))
        {
            Items[position] = (key, value);
            return;
        }

        _positions.Add(key, Items.Count);
        Items.Add((key, value));
    }
}

/// <summary>An object of a TorchScript class: its attributes, nothing more.</summary>
internal sealed class PickledScriptObject
{
    public PickledMap Attributes { get; set; } = new();
}

/// <summary>A storage: a run of elements in the file.</summary>
/// <param name="Key">Its key in the archive.</param>
/// <param name="Type">The element type.</param>
/// <param name="Elements">How many elements there are.</param>
/// <param name="Start">The first of them that this reference means; 0 but for views of older files.</param>
internal sealed record PickledStorage(string Key, ElementType Type, long Elements, long Start = 0);

/// <summary>A tensor as the pickle describes it, not checked yet: its name is known only where it is found.</summary>
internal sealed record PickledTensor(PickledStorage Storage, long Offset, long[] Shape, long[] Strides);
