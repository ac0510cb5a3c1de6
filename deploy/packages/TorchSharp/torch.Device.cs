using System.Globalization;

namespace TorchSharp;

public static partial class torch
{
    public static readonly Device CPU = new(DeviceType.CPU);

    public static readonly Device META = new(DeviceType.META);

    /// <summary>The current CUDA device. Naming it is always allowed; using it where there is none is an error.</summary>
    public static Device CUDA { get; } = new(DeviceType.CUDA);

    public static Device device(string description) => InitializeDevice(new Device(description));

    public static Device device(string deviceType, int index = -1) => InitializeDevice(new Device(deviceType, index));

    public static Device device(DeviceType deviceType, int index = -1) => InitializeDevice(new Device(deviceType, index));

    public static Device device(int index) => InitializeDevice(new Device(DeviceType.CUDA, index));

    /// <summary>The device that was asked for, or the default device for null.</summary>
    /// <exception cref="InvalidOperationException">This process has no device of that kind.</exception>
    public static Device InitializeDevice(Device? device)
    {
        var wanted = device ?? get_default_device();
        if (wanted.type != DeviceType.CPU)
            InitializeDeviceType(wanted.type);
        return wanted;
    }

    /// <summary>True if the kind of device can be used in this process.</summary>
    public static bool TryInitializeDeviceType(DeviceType deviceType) => deviceType switch
    {
        DeviceType.CPU or DeviceType.META => true,
        DeviceType.CUDA => cuda.is_available(),
        _ => false,
    };

    public static void InitializeDeviceType(DeviceType deviceType)
    {
        if (!TryInitializeDeviceType(deviceType))
            throw new InvalidOperationException($"Torch device type {deviceType} did not initialise on the current machine.");
    }

    /// <summary>A place where tensors live: "cpu", "cuda", "cuda:1".</summary>
    public class Device
    {
        public Device(string description)
        {
            var colon = description.IndexOf(':', StringComparison.Ordinal);
            type = Parse(colon < 0 ? description : description[..colon]);
            if (colon >= 0)
                index = int.Parse(description.AsSpan(colon + 1), CultureInfo.InvariantCulture);
        }

        public Device(string deviceType, int index = -1)
            : this(Parse(deviceType), index)
        {
        }

        public Device(DeviceType deviceType, int index = -1)
        {
            type = deviceType;
            this.index = index;
        }

        public Device(int index)
            : this(DeviceType.CUDA, index)
        {
        }

        public DeviceType type { get; private set; }

        /// <summary>Which of several, or -1 for the current one.</summary>
        public int index { get; private set; } = -1;

        /// <summary>As Native/shim.h packs a device: the type in the low 8 bits, the index above.</summary>
        internal long Packed => (index * 256L) | (uint)type;

        public static implicit operator Device(string description) => new(description);

        public override string ToString()
        {
            var kind = type.ToString().ToLowerInvariant();
            return type == DeviceType.CPU || index < 0 ? kind : $"{kind}:{index}";
        }

        internal static Device Unpack(long packed) => new((DeviceType)(packed & 0xff), (int)(packed >> 8));

        private static DeviceType Parse(string name) => Enum.Parse<DeviceType>(name, ignoreCase: true);
    }
}
