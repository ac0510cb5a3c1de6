using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public long Dimensions => Ask(NativeMethods.ts_tensor_dim(Handle));

        public long ndim => Dimensions;

        public long NumberOfElements => Ask(NativeMethods.ts_tensor_numel(Handle));

        public long ElementSize => dtype.ElementSize();

        public ScalarType dtype => (ScalarType)Ask(NativeMethods.ts_tensor_dtype(Handle));

        public Device device
        {
            get
            {
                var packed = NativeMethods.ts_tensor_device(Handle);
                GC.KeepAlive(this);
                return packed == long.MinValue ? throw NativeError.Last() : Device.Unpack(packed);
            }
        }

        public int device_index => device.index;

        public DeviceType device_type => device.type;

        public bool is_cuda => device_type == DeviceType.CUDA;

        public bool is_meta => device_type == DeviceType.META;

        public bool is_sparse => Ask(NativeMethods.ts_tensor_is_sparse(Handle)) != 0;

        public unsafe long[] shape
        {
            get
            {
                var sizes = new long[Dimensions];
                fixed (long* first = sizes)
                    Ask(NativeMethods.ts_tensor_sizes(Handle, first));
                return sizes;
            }
        }

        public long dim() => Dimensions;

        public long numel() => NumberOfElements;

        public long element_size() => ElementSize;

        public bool is_integral() => torch.is_integral(dtype);

        public bool is_floating_point() => torch.is_floating_point(dtype);

        public bool is_complex() => torch.is_complex(dtype);

        public bool is_cpu() => device_type == DeviceType.CPU;

        public bool is_contiguous() => Ask(NativeMethods.ts_tensor_is_contiguous(Handle, 0)) != 0;

        public bool is_nonzero() => Aten.Flag("is_nonzero", this);

        public long storage_offset() => Ask(NativeMethods.ts_tensor_storage_offset(Handle));

        public long[] size() => shape;

        public long size(int dim)
        {
            var sizes = shape;
            return sizes[Wrap(dim, sizes.Length)];
        }

        public unsafe long[] stride()
        {
            var strides = new long[Dimensions];
            fixed (long* first = strides)
                Ask(NativeMethods.ts_tensor_strides(Handle, first));
            return strides;
        }

        public long stride(int dim)
        {
            var strides = stride();
            return strides[Wrap(dim, strides.Length)];
        }

        private static int Wrap(int dim, int dimensions)
        {
            if (dim < -dimensions || dim >= dimensions)
                throw new ArgumentOutOfRangeException(nameof(dim), dim, $"The tensor has {dimensions} dimensions.");
            return dim < 0 ? dim + dimensions : dim;
        }

        // Evaluated after the native call: keeps this tensor from being finalized during it.
        private long Ask(long answer)
        {
            GC.KeepAlive(this);
            return answer < 0 ? throw NativeError.Last() : answer;
        }
    }
}
