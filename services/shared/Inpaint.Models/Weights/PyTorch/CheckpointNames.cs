using System.Globalization;
using System.Numerics;

namespace Inpaint.Models.Weights.PyTorch;

/// <summary>Gives every tensor and value of a pickled object its name: keys and positions, joined by dots.</summary>
/// <param name="budget">The most characters of names, all together: an object that holds itself many times over must not become a name for each way to it.</param>
internal sealed class CheckpointNames(long budget)
{
    private const int MostDepth = 100;

    public Dictionary<string, CheckpointTensor> Tensors { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, object?> Values { get; } = new(StringComparer.Ordinal);

    /// <exception cref="WeightsFileException">A tensor does not fit its storage, two things have one name, or there is no end to it.</exception>
    public void Add(string name, object? item, int depth = 0)
    {
        if (depth > MostDepth)
            throw new WeightsFileException($"The pickle nests deeper than {MostDepth}.");
        budget -= name.Length + 1;
        if (budget < 0)
            throw new WeightsFileException("The pickle holds more names than its size allows: it repeats itself.");
        switch (item)
        {
            case PickledMap map:
                foreach ((object key, object? value) in map.Items)
                    Add(Join(name, TextOf(key)), value, depth + 1);
                break;
            case PickledScriptObject script:
                Add(name, script.Attributes, depth + 1);
                break;
            case PickledList list:
                AddAll(name, list.Items, depth);
                break;
            case PickledTuple tuple:
                AddAll(name, tuple.Items, depth);
                break;
            case PickledTensor tensor:
                Take(Tensors, name, CheckpointTensor.Checked(name, tensor));
                break;
            case null or string or long or double or bool or BigInteger:
                Take(Values, name, item);
                break;
        }
    }

    private void AddAll(string name, IReadOnlyList<object?> items, int depth)
    {
        for (int i = 0; i < items.Count; i++)
            Add(Join(name, i.ToString(CultureInfo.InvariantCulture)), items[i], depth + 1);
    }

    private void Take<T>(Dictionary<string, T> into, string name, T item)
    {
        if (Tensors.ContainsKey(name) || Values.ContainsKey(name))
            throw new WeightsFileException($"Two things in the checkpoint have the name '{name}'.", name);
        into.Add(name, item);
    }

    private static string Join(string name, string key) => name.Length == 0 ? key : $"{name}.{key}";

    private static string TextOf(object key) => Convert.ToString(key, CultureInfo.InvariantCulture)!;
}
