using Inpaint.Serving;

namespace Inpaint.Augmentation.DataSets;

/// <summary>The data sets that are served, by name. Immutable.</summary>
internal sealed class DataSetCatalog : IDisposable
{
    private readonly SortedDictionary<string, IDataSet> _dataSets = new(StringComparer.Ordinal);

    /// <param name="dataSets">Any number, names distinct.</param>
    /// <exception cref="InvalidOperationException">Two have the same name.</exception>
    public DataSetCatalog(IEnumerable<IDataSet> dataSets)
    {
        foreach (var dataSet in dataSets)
        {
            if (!_dataSets.TryAdd(dataSet.Name, dataSet))
                throw new InvalidOperationException($"{DataSetSettings.Section}:{dataSet.Name}: there is already a data set of this name");
        }
    }

    /// <summary>All of them, by name.</summary>
    public IEnumerable<IDataSet> All => _dataSets.Values;

    /// <summary>Finds one.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="field">The field that gives the name.</param>
    /// <exception cref="Grpc.Core.RpcException">INVALID_ARGUMENT where no name is given, NOT_FOUND where none has it.</exception>
    public IDataSet Get(string name, string field)
    {
        if (name.Length == 0)
            throw FieldError.Invalid(field, "required");
        return _dataSets.TryGetValue(name, out var dataSet)
            ? dataSet
            : throw FieldError.NotFound(field, $"'{name}' is not among {string.Join(", ", _dataSets.Keys)}");
    }

    /// <summary>Closes what the data sets have open.</summary>
    public void Dispose()
    {
        foreach (var dataSet in _dataSets.Values.OfType<IDisposable>())
            dataSet.Dispose();
    }
}
