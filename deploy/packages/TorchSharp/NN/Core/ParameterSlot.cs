using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public partial class Module
        {
            /// <summary>Puts another parameter under a name: the old one is released, the new one outlives every dispose scope.</summary>
            private protected void Replace(ref Parameter? slot, string name, Parameter? value)
            {
                if (ReferenceEquals(slot, value))
                    return;
                if (slot is not null && (value is null || slot.IsInvalid || slot.Handle != value.Handle))
                    slot.Dispose();
                value?.DetachFromDisposeScope();
                slot = value;
                ConditionallyRegisterParameter(name, value);
            }

            /// <summary>Puts another buffer under a name, as <see cref="Replace(ref Parameter?, string, Parameter?)"/> does for parameters.</summary>
            private protected void Replace(ref Tensor? slot, string name, Tensor? value)
            {
                if (ReferenceEquals(slot, value))
                    return;
                slot?.Dispose();
                value?.DetachFromDisposeScope();
                slot = value;
                ConditionallyRegisterBuffer(name, value);
            }
        }
    }
}
