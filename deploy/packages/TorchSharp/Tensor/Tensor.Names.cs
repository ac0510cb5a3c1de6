using System.Runtime.InteropServices;
using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>The dimensions' names, null for each that has none.</summary>
        public string[] names
        {
            get
            {
                var names = new string[Dimensions];
                for (var i = 0; i < names.Length; i++)
                    names[i] = Marshal.PtrToStringUTF8(NativeMethods.ts_tensor_dimension_name(Handle, i))!;
                NativeError.ThrowIfAny();
                GC.KeepAlive(this);
                return names;
            }
        }

        public bool has_names() => Ask(NativeMethods.ts_tensor_has_names(Handle)) != 0;

        /// <summary>A tensor over the same elements whose dimensions have these names; null takes all names away.</summary>
        public Tensor rename(IEnumerable<string>? names) => alias().rename_(names);

        /// <summary>Names the dimensions; null takes all names away.</summary>
        /// <exception cref="ArgumentException">There are more or fewer names than dimensions.</exception>
        public unsafe Tensor rename_(IEnumerable<string>? names)
        {
            var all = names?.ToArray() ?? [];
            if (names is not null && all.Length != Dimensions)
                throw new ArgumentException($"The number of dimension names ({all.Length}) is different from the number of dimensions ({Dimensions}).", nameof(names));
            var texts = stackalloc nint[all.Length];
            try
            {
                for (var i = 0; i < all.Length; i++)
                    texts[i] = Marshal.StringToCoTaskMemUTF8(all[i]);
                Ask(NativeMethods.ts_tensor_rename(Handle, texts, all.Length));
            }
            finally
            {
                for (var i = 0; i < all.Length; i++)
                    Marshal.FreeCoTaskMem(texts[i]);
            }

            return this;
        }
    }
}
