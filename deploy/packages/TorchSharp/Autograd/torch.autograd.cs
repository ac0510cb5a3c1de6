using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>Gradients by reverse-mode differentiation.</summary>
    public static partial class autograd
    {
        /// <summary>The gradients of the outputs, summed, by the inputs; null where an unused input is allowed.</summary>
        public static unsafe IList<Tensor> grad(IList<Tensor> outputs, IList<Tensor> inputs, IList<Tensor>? grad_outputs = null, bool retain_graph = false, bool create_graph = false, bool allow_unused = false)
        {
            var results = new nint[inputs.Count];
            var grads = grad_outputs ?? [];
            fixed (nint* ofOutputs = Handles(outputs), ofInputs = Handles(inputs), ofGrads = Handles(grads), result = results)
            {
                NativeError.Check(NativeMethods.ts_grad(ofOutputs, outputs.Count, ofInputs, inputs.Count, ofGrads, grads.Count,
                    retain_graph ? 1 : 0, create_graph ? 1 : 0, allow_unused ? 1 : 0, result));
            }
            GC.KeepAlive(outputs);
            GC.KeepAlive(inputs);
            GC.KeepAlive(grad_outputs);
            return Array.ConvertAll(results, handle => handle == 0 ? null! : new Tensor(handle));
        }

        /// <summary>Adds the gradients of the tensors, weighted by <paramref name="grad_tensors"/>, to the leaves' grad.</summary>
        public static unsafe void backward(IList<Tensor> tensors, IList<Tensor>? grad_tensors = null, bool? retain_graph = null, bool create_graph = false, IList<Tensor>? inputs = null)
        {
            var grads = grad_tensors ?? [];
            var leaves = inputs ?? [];
            fixed (nint* ofTensors = Handles(tensors), ofGrads = Handles(grads), ofLeaves = Handles(leaves))
            {
                NativeError.Check(NativeMethods.ts_backward(ofTensors, tensors.Count, ofGrads, grads.Count,
                    retain_graph ?? create_graph ? 1 : 0, create_graph ? 1 : 0, ofLeaves, leaves.Count));
            }
            GC.KeepAlive(tensors);
            GC.KeepAlive(grad_tensors);
            GC.KeepAlive(inputs);
        }

        public static void backward(Tensor tensor, IList<Tensor>? grad_tensors = null, bool? retain_graph = null, bool create_graph = false, IList<Tensor>? inputs = null) =>
            backward([tensor], grad_tensors, retain_graph, create_graph, inputs);

        public static void backward(Tensor tensor, Tensor grad_tensor, bool? retain_graph = null, bool create_graph = false, IList<Tensor>? inputs = null) =>
            backward([tensor], [grad_tensor], retain_graph, create_graph, inputs);

        private static nint[] Handles(IList<Tensor> tensors)
        {
            var handles = new nint[tensors.Count];
            for (var i = 0; i < handles.Length; i++)
                handles[i] = tensors[i]?.Handle ?? 0;
            return handles;
        }
    }
}
