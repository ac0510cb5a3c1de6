using System.Globalization;
using TorchSharp;
using static TorchSharp.torch;

namespace Inpaint.Models;

/// <summary>The device that a service computes on, as its setting names it.</summary>
public static class ComputeDevice
{
    /// <summary>The setting's key in every service that computes; on the command line also <c>--device</c>.</summary>
    public const string Setting = "Inference:Device";

    /// <summary>The processor: what is used where nothing is said.</summary>
    public const string Cpu = "cpu";

    private const string Cuda = "cuda";

    /// <summary>Finds a device.</summary>
    /// <param name="name"><c>cpu</c>, <c>cuda</c> (the first) or <c>cuda:1</c>.</param>
    /// <exception cref="ArgumentException">That is not the name of a device, or this process has no such device; the message names it.</exception>
    public static Device Find(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (name == Cpu)
            return CPU;
        var index = IndexOf(name) ?? throw new ArgumentException($"'{name}' is not a device: cpu, cuda, cuda:0, cuda:1, ... are");
        var count = cuda.is_available() ? cuda.device_count() : 0;
        if (index < count)
            return new Device(DeviceType.CUDA, index);
        throw new ArgumentException(count == 0
            ? $"the device '{name}' is not there: the libtorch in use finds no CUDA device"
            : $"the device '{name}' is not there: cuda:0 to cuda:{count - 1} are");
    }

    private static int? IndexOf(string name) => name switch
    {
        Cuda => 0,
        _ when name.StartsWith(Cuda + ":", StringComparison.Ordinal)
            && int.TryParse(name.AsSpan(Cuda.Length + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var index) => index,
        _ => null,
    };
}
