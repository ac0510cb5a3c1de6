using System.Numerics;
using System.Runtime.CompilerServices;
using TorchSharp.Interop;
using TorchSharp.Utils;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>The tensor's memory, of a contiguous tensor on the CPU. Valid while the tensor is not disposed.</summary>
        public unsafe Span<byte> bytes
        {
            get => new(ContiguousData(), checked((int)(NumberOfElements * ElementSize)));
            set
            {
                var target = bytes;
                if (target.Length != value.Length)
                    throw new ArgumentException($"The tensor holds {target.Length} bytes, not {value.Length}.");
                value.CopyTo(target);
            }
        }

        /// <summary>Access to the elements of a tensor on the CPU, whatever its strides.</summary>
        public TensorAccessor<T> data<T>()
            where T : unmanaged
        {
            ValidateType(typeof(T));
            return new TensorAccessor<T>(this);
        }

        /// <summary>The only element.</summary>
        public unsafe T item<T>()
            where T : unmanaged
        {
            if (NumberOfElements != 1)
                throw new ArgumentException("Number of elements in the tensor must be 1");
            ValidateType(typeof(T));
            var value = *(T*)CpuData();
            GC.KeepAlive(this);
            return value;
        }

        public Scalar ToScalar()
        {
            if (NumberOfElements != 1)
                throw new ArgumentException("Number of elements in the tensor must be 1");
            var value = Aten.ComplexNumber("item", this);
            return dtype switch
            {
                var type when torch.is_complex(type) => value,
                var type when torch.is_floating_point(type) => value.Real,
                ScalarType.Bool => value != Complex.Zero,
                ScalarType.Int64 => Aten.Number("item", this).Integer,
                _ => (long)value.Real,
            };
        }

        public double ReadCpuDouble(long i) => ReadCpuValue<double>(i);

        public float ReadCpuSingle(long i) => ReadCpuValue<float>(i);

        public int ReadCpuInt32(long i) => ReadCpuValue<int>(i);

        public long ReadCpuInt64(long i) => ReadCpuValue<long>(i);

        public byte ReadCpuByte(long i) => ReadCpuValue<byte>(i);

        public sbyte ReadCpuSByte(long i) => ReadCpuValue<sbyte>(i);

        public short ReadCpuInt16(long i) => ReadCpuValue<short>(i);

        public bool ReadCpuBool(long i) => ReadCpuValue<bool>(i);

        public T ReadCpuValue<T>(long i)
            where T : unmanaged => data<T>()[i];

        /// <summary>Writes the elements' bytes, of a contiguous tensor on the CPU.</summary>
        public unsafe void WriteBytesToStream(Stream stream, int bufferSize = 1024)
        {
            var data = (byte*)ContiguousData();
            for (var left = NumberOfElements * ElementSize; left > 0;)
            {
                var length = (int)Math.Min(left, Math.Max(bufferSize, 1));
                stream.Write(new ReadOnlySpan<byte>(data, length));
                data += length;
                left -= length;
            }
            GC.KeepAlive(this);
        }

        /// <summary>Reads the elements' bytes into a contiguous tensor on the CPU.</summary>
        public unsafe void ReadBytesFromStream(Stream stream, int bufferSize = 1024)
        {
            var data = (byte*)ContiguousData();
            for (var left = NumberOfElements * ElementSize; left > 0;)
            {
                var length = (int)Math.Min(left, Math.Max(bufferSize, 1));
                stream.ReadExactly(new Span<byte>(data, length));
                data += length;
                left -= length;
            }
            GC.KeepAlive(this);
        }

        internal void ValidateType(Type requested)
        {
            var type = dtype;
            if (type == ScalarType.BFloat16 || ToScalarType(requested) != type)
                throw new ArgumentException($"{requested.Name} is not compatible with {type}");
        }

        internal unsafe void* CpuData()
        {
            if (device_type != DeviceType.CPU)
                throw new InvalidOperationException("Reading data from non-CPU memory is not supported. Move or copy the tensor to the cpu before reading.");
            var data = NativeMethods.ts_tensor_data(Handle);
            if (data is null)
                NativeError.ThrowIfAny();
            return data;
        }

        private unsafe void* ContiguousData([CallerMemberName] string member = "")
        {
            if (!is_contiguous())
                throw new InvalidOperationException($"{member} called on non-contiguous tensor.");
            return CpuData();
        }
    }
}
