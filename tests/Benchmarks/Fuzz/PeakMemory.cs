using System.Globalization;

namespace Inpaint.Benchmarks.Fuzz;

/// <summary>This process's most resident memory since it was last asked to forget it (Linux).</summary>
internal static class PeakMemory
{
    /// <summary>Forgets the peak.</summary>
    /// <returns>Resident bytes now.</returns>
    public static long Reset()
    {
        File.WriteAllText("/proc/self/clear_refs", "5");
        return Read();
    }

    /// <summary>The peak in bytes.</summary>
    public static long Read()
    {
        foreach (var line in File.ReadLines("/proc/self/status"))
        {
            if (line.StartsWith("VmHWM:", StringComparison.Ordinal))
                return 1024 * long.Parse(line.AsSpan(6).Trim()[..^3], CultureInfo.InvariantCulture);
        }

        throw new InvalidDataException("/proc/self/status tells no peak");
    }
}
