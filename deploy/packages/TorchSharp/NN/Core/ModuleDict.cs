using System.Collections;
using System.Diagnostics.CodeAnalysis;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace TorchSharp
{
    namespace Modules
    {
        /// <summary>Modules by name, in the order in which they were added.</summary>
        public class ModuleDict<T> : nn.Module, IDictionary<string, T>, IList<(string, T)>
            where T : nn.Module
        {
            private readonly OrderedDict<string, T> _items = new();

            public ModuleDict()
                : base(nameof(ModuleDict<>))
            {
            }

            public int Count => _items.Count;

            public bool IsReadOnly => false;

            public ICollection<string> Keys => _items.Keys;

            public ICollection<T> Values => _items.Values;

            public (string, T) this[int index]
            {
                get => _items[index];
                set => Change(() => _items[index] = value);
            }

            public T this[string key]
            {
                get => _items[key];
                set => Change(() => _items[key] = value);
            }

            public void clear() => Clear();

            public IEnumerator<(string, T)> items() => GetEnumerator();

            public IEnumerable<string> keys() => Keys;

            public IEnumerable<T> values() => Values;

            public void Add((string, T) item) => Change(() => _items.Add(item));

            public void Add(string key, T value) => Add((key, value));

            public void Add(KeyValuePair<string, T> item) => Add((item.Key, item.Value));

            public void Insert(int index, (string, T) item) => Change(() => _items.Insert(index, item));

            public bool Remove((string, T) item) => Contains(item) && Remove(item.Item1);

            public bool Remove(KeyValuePair<string, T> item) => Remove((item.Key, item.Value));

            public bool Remove(string key)
            {
                bool removed = false;
                Change(() => removed = _items.Remove(key));
                return removed;
            }

            public void RemoveAt(int index) => Change(() => _items.RemoveAt(index));

            public void Clear() => Change(_items.Clear);

            public bool Contains((string, T) item) => _items.Contains(item);

            public bool Contains(KeyValuePair<string, T> item) => _items.Contains(item);

            public bool ContainsKey(string key) => _items.ContainsKey(key);

            public int IndexOf((string, T) item) => _items.IndexOf(item);

            public bool TryGetValue(string key, [MaybeNullWhen(false)] out T value) => _items.TryGetValue(key, out value);

            public void CopyTo((string, T)[] array, int arrayIndex) => _items.CopyTo(array, arrayIndex);

            public void CopyTo(KeyValuePair<string, T>[] array, int arrayIndex) => _items.CopyTo(array, arrayIndex);

            public IEnumerator<(string, T)> GetEnumerator() => _items.GetEnumerator();

            IEnumerator<KeyValuePair<string, T>> IEnumerable<KeyValuePair<string, T>>.GetEnumerator() =>
                ((IEnumerable<KeyValuePair<string, T>>)_items).GetEnumerator();

            IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

            protected override void RegisterComponents()
            {
                ClearModules();
                foreach ((string name, T module) in _items)
                    register_module(name, module);
            }

            private void Change(Action change)
            {
                change();
                RegisterComponents();
            }
        }
    }

    public static partial class torch
    {
        public static partial class nn
        {
            public static ModuleDict<Module> ModuleDict(params (string, Module)[] modules) => ModuleDict<Module>(modules);

            public static ModuleDict<T> ModuleDict<T>(params (string, T)[] modules)
                where T : Module
            {
                var result = new ModuleDict<T>();
                foreach ((string, T) item in modules)
                    result.Add(item);
                return result;
            }
        }
    }
}
