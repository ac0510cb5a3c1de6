using TorchSharp.Interop;
using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public partial class Module
        {
            protected internal virtual Module _to(Device device, ScalarType dtype, bool non_blocking) => Move(device, dtype, non_blocking);

            protected internal virtual Module _to(DeviceType deviceType, int deviceIndex, bool non_blocking) =>
                Move(new Device(deviceType, deviceIndex), null, non_blocking);

            protected internal virtual Module _to(ScalarType dtype, bool non_blocking) => Move(null, dtype, non_blocking);

            public Module _to(Tensor other, bool non_blocking) => Move(other.device, other.dtype, non_blocking);

            internal T MoveModule<T>(Device? device, ScalarType? dtype)
                where T : Module => (T)_to(device ?? get_default_device(), dtype ?? get_default_dtype(), false);

            protected static (Device device, ScalarType dtype) GetDefaultDeviceAndType(Device? device = null, ScalarType? dtype = null) =>
                (device ?? get_default_device(), dtype ?? get_default_dtype());

            private Module Move(Device? device, ScalarType? dtype, bool non_blocking)
            {
                if (dtype is { } type && !is_floating_point(type) && !is_complex(type))
                    throw new ArgumentException($"A module's element type is floating-point or complex, not {type}.", nameof(dtype));
                using IDisposable _ = no_grad();
                foreach ((string _, Parameter parameter) in named_parameters(false))
                {
                    using Tensor? gradient = parameter.grad;
                    MoveTensor(parameter, device, dtype, non_blocking);
                    if (gradient is not null)
                        MoveTensor(gradient, device, dtype, non_blocking);
                }

                foreach ((string _, Tensor buffer) in named_buffers(false))
                    MoveTensor(buffer, device, dtype, non_blocking);
                foreach ((string _, Module module) in named_children())
                    module.MoveChild(device, dtype, non_blocking);
                if (device is not null)
                    (_deviceType, _deviceIndex) = (device.type, device.index);
                return this;
            }

            private void MoveChild(Device? device, ScalarType? dtype, bool non_blocking)
            {
                if (device is null)
                    _to(dtype!.Value, non_blocking);
                else if (dtype is null)
                    _to(device.type, device.index, non_blocking);
                else
                    _to(device, dtype.Value, non_blocking);
            }

            // The tensor stays the same object and gets other data, so that fields, buffers and optimisers that hold it go on holding it.
            private static void MoveTensor(Tensor tensor, Device? device, ScalarType? dtype, bool non_blocking)
            {
                ScalarType target = is_floating_point(tensor.dtype) || is_complex(tensor.dtype) ? dtype ?? tensor.dtype : tensor.dtype;
                using Tensor moved = tensor.to(target, device ?? tensor.device, non_blocking: non_blocking);
                if (moved.Handle != tensor.Handle)
                    Aten.Discard("set_data", tensor, moved);
            }
        }
    }
}
