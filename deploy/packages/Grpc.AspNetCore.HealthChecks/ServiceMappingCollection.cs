using System.Collections;
using System.Collections.ObjectModel;
using System.Diagnostics.CodeAnalysis;

namespace Grpc.AspNetCore.HealthChecks;

/// <summary>Service mappings, one for each name.</summary>
public sealed class ServiceMappingCollection : ICollection<ServiceMapping>
{
    private readonly ByName _mappings = new();

    public int Count => _mappings.Count;

    bool ICollection<ServiceMapping>.IsReadOnly => false;

    /// <summary>Maps a name, in place of what it was mapped to before.</summary>
    public void Map(string name, Func<HealthCheckMapContext, bool> predicate)
    {
        _mappings.Remove(name);
        _mappings.Add(new ServiceMapping(name, predicate));
    }

    /// <exception cref="ArgumentException">The name is mapped already.</exception>
    public void Add(ServiceMapping service) => _mappings.Add(service);

    public void Remove(string name) => _mappings.Remove(name);

    public void Clear() => _mappings.Clear();

    public IEnumerator<ServiceMapping> GetEnumerator() => _mappings.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    bool ICollection<ServiceMapping>.Contains(ServiceMapping item) => _mappings.Contains(item);

    void ICollection<ServiceMapping>.CopyTo(ServiceMapping[] array, int arrayIndex) => _mappings.CopyTo(array, arrayIndex);

    bool ICollection<ServiceMapping>.Remove(ServiceMapping item) => _mappings.Remove(item);

    internal bool TryGet(string name, [NotNullWhen(true)] out ServiceMapping? mapping) => _mappings.TryGetValue(name, out mapping);

    private sealed class ByName : KeyedCollection<string, ServiceMapping>
    {
        protected override string GetKeyForItem(ServiceMapping item) => item.Name;
    }
}
