using TorchSharp.Modules;
using TorchSharp.Utils;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        /// <summary>
        /// Base class of all modules: a tree of submodules, parameters and buffers, found by name, moved, saved and switched between training and evaluation together.
        /// A derived class assigns its parts to fields and calls <see cref="RegisterComponents"/> at the end of its constructor.
        /// </summary>
        public partial class Module : IDisposable
        {
            protected OrderedDict<string, Module> _internal_submodules = new();
            protected OrderedDict<string, (Tensor, bool)> _internal_buffers = new();
            protected OrderedDict<string, Parameter> _internal_params = new();
            protected string? name;

            protected DeviceType _deviceType = DeviceType.CPU;
            protected int _deviceIndex = -1;

            private bool _training = true;
            private bool _disposed;

            protected Module(string name) => this.name = name;

            ~Module() => Dispose(false);

            /// <summary>True in training mode, in which dropout drops and batch norm measures.</summary>
            public virtual bool training => _training;

            public void Dispose()
            {
                Dispose(true);
                GC.SuppressFinalize(this);
            }

            protected virtual void Dispose(bool disposing)
            {
                if (!disposing || _disposed)
                    return;
                _disposed = true;
                foreach ((string _, (Tensor buffer, bool _)) in _internal_buffers)
                    buffer.DetachFromDisposeScope().Dispose();
                foreach ((string _, Parameter parameter) in _internal_params)
                    parameter.DetachFromDisposeScope().Dispose();
                foreach ((string _, Module module) in named_children())
                    module.Dispose();
            }

            /// <summary>Applies a function to every submodule, children first, and then to this one.</summary>
            public virtual Module apply(Action<Module> fn)
            {
                foreach ((string _, Module module) in named_children())
                    module.apply(fn);
                fn(this);
                return this;
            }

            public virtual void train(bool train = true)
            {
                _training = train;
                foreach ((string _, Module module) in named_children())
                    module.train(train);
            }

            public virtual void eval() => train(false);

            public virtual void zero_grad(bool set_to_none = true)
            {
                foreach ((string _, Parameter parameter) in named_parameters())
                    ClearGradient(parameter, set_to_none);
            }

            /// <summary>The name given to the constructor.</summary>
            public virtual string GetName() => string.IsNullOrEmpty(name) ? GetType().Name : name;

            internal static void ClearGradient(Tensor parameter, bool set_to_none)
            {
                using Tensor? gradient = parameter.grad;
                if (gradient is null)
                    return;
                if (set_to_none)
                    parameter.grad = null;
                else
                    gradient.zero_();
            }
        }
    }
}
