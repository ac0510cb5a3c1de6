using Inpaint.Serving;

namespace Inpaint.Augmentation.DataSets;

/// <summary>The data sets that are served, by name. Immutable.</summary>
internal sealed class DataSetCatalog
{
    private readonly SortedDictionary<string, IDataSet> _dataSets = new(StringComparer.Ordinal);

    /// <param name="dataSets">Any number, names distinct.</param>
    public DataSetCatalog(IEnumerable<IDataSet> dataSets)
    {
        foreach (var dataSet in dataSets)
            _dataSets.Add(dataSet.Name, dataSet);
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
}
