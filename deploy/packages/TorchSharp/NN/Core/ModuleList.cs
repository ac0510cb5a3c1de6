using System.Collections;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TorchSharp
{
    namespace Modules
    {
        /// <summary>A list of modules, registered under their positions once the list is assigned to a module.</summary>
        public class ModuleList<T> : nn.Module, IList<T>
            where T : nn.Module
        {
            private readonly List<T> _list = [];

            public ModuleList(params T[] modules)
                : base(nameof(ModuleList<>)) => extend(modules ?? []);

            public int Count => _list.Count;

            public bool IsReadOnly => false;

            public T this[int index]
            {
                get => _list[index];
                set
                {
                    _list[index] = value;
                    RegisterComponents();
                }
            }

            public void Add(T item) => Insert(Count, item);

            public void append(params T[] parameters) => extend(parameters ?? []);

            public void extend(IEnumerable<T> modules)
            {
                _list.AddRange(modules);
                RegisterComponents();
            }

            public void Insert(int index, T item)
            {
                _list.Insert(index, item);
                RegisterComponents();
            }

            public bool Remove(T item)
            {
                bool removed = _list.Remove(item);
                RegisterComponents();
                return removed;
            }

            public void RemoveAt(int index)
            {
                _list.RemoveAt(index);
                RegisterComponents();
            }

            public void Clear()
            {
                _list.Clear();
                RegisterComponents();
            }

            public bool Contains(T item) => _list.Contains(item);

            public void CopyTo(T[] array, int arrayIndex) => _list.CopyTo(array, arrayIndex);

            public int IndexOf(T item) => _list.IndexOf(item);

            public IEnumerator<T> GetEnumerator() => _list.GetEnumerator();

            IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

            protected override void RegisterComponents()
            {
                ClearModules();
                for (int i = 0; i < _list.Count; i++)
                    register_module($"{i}", _list[i]);
            }
        }
    }

    public static partial class torch
    {
        public static partial class nn
        {
            public static ModuleList<Module> ModuleList(params Module[] modules) => new(modules);

            public static ModuleList<T> ModuleList<T>(params T[] modules)
                where T : Module => new(modules);
        }
    }
}
