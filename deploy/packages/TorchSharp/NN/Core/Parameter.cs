using TorchSharp.Modules;

namespace TorchSharp
{
    namespace Modules
    {
        /// <summary>A tensor that a module learns: assigned to a field it becomes part of the module's parameters.</summary>
        public class Parameter : torch.Tensor
        {
            /// <summary>Takes a tensor over; <paramref name="data"/> is empty afterwards.</summary>
            public Parameter(torch.Tensor data, bool requires_grad = true)
                : base(data.with_requires_grad(requires_grad).MoveHandle(), register: false)
            {
                if (data.OwningDisposeScope is not null)
                    DisposeScope.ReplaceWith(data, this);
            }
        }
    }

    public static partial class torch
    {
        public static partial class nn
        {
            public static Parameter Parameter(Tensor data, bool requires_grad = true) => new(data, requires_grad);
        }
    }
}
