using TorchSharp.Interop;
using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class utils
        {
            /// <summary>Scales all gradients so that their norm, as of one vector, is at most a bound. Parameters without a gradient are left out.</summary>
            /// <returns>The norm before.</returns>
            public static double clip_grad_norm_(IEnumerable<Parameter> tensors, double max_norm, double norm_type = 2.0)
            {
                using DisposeScope scope = NewDisposeScope();
                using IDisposable _ = no_grad();
                Tensor[] gradients = Gradients(tensors);
                if (gradients.Length == 0)
                    return 0;
                Tensor norms = Aten.One("stack", Norms(gradients, norm_type));
                double total = Aten.One("linalg_vector_norm", norms, norm_type).to(ScalarType.Float64).ToDouble();
                double factor = max_norm / (total + 1e-6);
                if (factor < 1)
                    Foreach.Mul(gradients, factor);
                return total;
            }

            /// <summary>Bounds every gradient's elements to [-clip_value, clip_value].</summary>
            public static void clip_grad_value_(IEnumerable<Parameter> tensors, double clip_value)
            {
                using DisposeScope scope = NewDisposeScope();
                using IDisposable _ = no_grad();
                foreach (Tensor gradient in Gradients(tensors))
                    Aten.Discard("clamp_", gradient, -clip_value, clip_value);
            }

            /// <summary>All parameters in one vector.</summary>
            public static Tensor parameters_to_vector(IEnumerable<Parameter> tensors)
            {
                using DisposeScope scope = NewDisposeScope();
                Tensor[] flat = [.. tensors.Select(tensor => tensor.reshape(-1))];
                return Aten.One("cat", flat, 0L).MoveToOuterDisposeScope();
            }

            /// <summary>Copies a vector's elements into parameters, in their order.</summary>
            public static void vector_to_parameters(Tensor vec, IEnumerable<Parameter> tensors)
            {
                using DisposeScope scope = NewDisposeScope();
                using IDisposable _ = no_grad();
                long start = 0;
                foreach (Parameter parameter in tensors)
                {
                    long count = parameter.numel();
                    parameter.copy_(vec.narrow(0, start, count).view(parameter.shape));
                    start += count;
                }
            }

            private static Tensor[] Gradients(IEnumerable<Parameter> tensors) => [.. tensors.Select(tensor => tensor.grad).OfType<Tensor>()];

            // The operator over lists knows the norms 1 and 2 only.
            private static Tensor[] Norms(Tensor[] gradients, double type) => type is 1 or 2
                ? Aten.Many("_foreach_norm.Scalar", gradients, type)
                : [.. gradients.Select(gradient => Aten.One("linalg_vector_norm", gradient, type))];
        }
    }
}
