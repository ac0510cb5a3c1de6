using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public bool requires_grad
        {
            get => Ask(NativeMethods.ts_tensor_requires_grad(Handle)) != 0;
            set => Ask(NativeMethods.ts_tensor_set_requires_grad(Handle, value ? 1 : 0));
        }

        public bool is_leaf => Ask(NativeMethods.ts_tensor_is_leaf(Handle)) != 0;

        /// <summary>The gradient, as a new handle to it, or null where there is none.</summary>
        public Tensor? grad
        {
            get
            {
                var handle = NativeMethods.ts_tensor_grad(Handle);
                GC.KeepAlive(this);
                if (handle != 0)
                    return new Tensor(handle);
                NativeError.ThrowIfAny();
                return null;
            }
            set
            {
                Ask(NativeMethods.ts_tensor_set_grad(Handle, value is null ? 0 : value.Handle));
                GC.KeepAlive(value);
            }
        }

        public Tensor requires_grad_(bool requires_grad = true)
        {
            this.requires_grad = requires_grad;
            return this;
        }

        public Tensor with_requires_grad(bool requires_grad = true) => requires_grad_(requires_grad);

        public void retain_grad() => Ask(NativeMethods.ts_tensor_retain_grad(Handle));

        public void backward() => autograd.backward(this);

        public void backward(IList<Tensor>? grad_tensors = null, bool retain_graph = false, bool create_graph = false, IList<Tensor>? inputs = null) =>
            autograd.backward(this, grad_tensors, retain_graph, create_graph, inputs);
    }
}
