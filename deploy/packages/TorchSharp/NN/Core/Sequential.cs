using System.Runtime.CompilerServices;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TorchSharp
{
    namespace Modules
    {
        /// <summary>Modules that each take what the one before gives. What passes between them is disposed as soon as it is used.</summary>
        public class Sequential : nn.Module<Tensor, Tensor>
        {
            private readonly List<nn.IModule<Tensor, Tensor>> _modules = [];

            internal Sequential()
                : base(nameof(Sequential))
            {
            }

            protected Sequential(params (string name, nn.Module<Tensor, Tensor> submodule)[] modules)
                : this()
            {
                foreach ((string name, nn.Module<Tensor, Tensor> submodule) in modules)
                    append(name, submodule);
            }

            protected Sequential(params nn.Module<Tensor, Tensor>[] modules)
                : this()
            {
                foreach (nn.Module<Tensor, Tensor> module in modules)
                    append(module);
            }

            public int Count => _modules.Count;

            [IndexerName("SequentialItems")]
            public nn.IModule<Tensor, Tensor> this[int index] => _modules[index];

            [IndexerName("SequentialItems")]
            public Sequential this[(int? start, int? end) index] => Slice(index.start ?? 0, index.end ?? Count);

            [IndexerName("SequentialItems")]
            public Sequential this[Range index] => Slice(index.Start.GetOffset(Count), index.End.GetOffset(Count));

            public Sequential append(string name, nn.IModule<Tensor, Tensor> module)
            {
                register_module(name, (nn.Module)module);
                _modules.Add(module);
                return this;
            }

            public Sequential append(nn.IModule<Tensor, Tensor> module) => append($"{Count}", module);

            public override Tensor forward(Tensor tensor)
            {
                if (_modules.Count == 0)
                    return tensor.alias();
                Tensor current = tensor;
                foreach (nn.IModule<Tensor, Tensor> module in _modules)
                {
                    Tensor next = module.call(current);
                    // A module may hand its argument on as it is; the caller's tensor stays the caller's.
                    if (!ReferenceEquals(current, tensor) && !ReferenceEquals(current, next))
                        current.Dispose();
                    current = next;
                }

                return current;
            }

            // The list holds the children; its field is no component.
            protected override void RegisterComponents()
            {
            }

            private Sequential Slice(int start, int end)
            {
                ArgumentOutOfRangeException.ThrowIfNegative(start);
                ArgumentOutOfRangeException.ThrowIfGreaterThan(end, Count);
                var slice = new Sequential();
                foreach ((string name, nn.Module module) in named_children().Take(end).Skip(start))
                    slice.append(name, (nn.IModule<Tensor, Tensor>)module);
                return slice;
            }
        }
    }

    public static partial class torch
    {
        public static partial class nn
        {
            public static Sequential Sequential() => new();

            public static Sequential Sequential(params (string name, Module<Tensor, Tensor> submodule)[] modules) => Sequential(modules.AsEnumerable());

            public static Sequential Sequential(params Module<Tensor, Tensor>[] modules) => Sequential(modules.AsEnumerable());

            public static Sequential Sequential(params Tuple<string, Module<Tensor, Tensor>>[] modules) => Sequential(modules.AsEnumerable());

            public static Sequential Sequential(IEnumerable<(string name, Module<Tensor, Tensor> submodule)> modules)
            {
                Sequential result = Sequential();
                foreach ((string name, Module<Tensor, Tensor> submodule) in modules)
                    result.append(name, submodule);
                return result;
            }

            public static Sequential Sequential(IEnumerable<Tuple<string, Module<Tensor, Tensor>>> modules) =>
                Sequential(modules.Select(item => (item.Item1, item.Item2)));

            public static Sequential Sequential(IEnumerable<Module<Tensor, Tensor>> modules)
            {
                Sequential result = Sequential();
                foreach (Module<Tensor, Tensor> module in modules)
                    result.append(module);
                return result;
            }
        }
    }
}
