using System.Globalization;

namespace Inpaint.Benchmarks.Glove;

/// <summary>What the kernel says of this process's memory.</summary>
internal static class ProcessMemory
{
    /// <summary>Resident memory that belongs to the process alone, in MB: heap, stacks, tables.</summary>
    public static double AnonymousMegabytes => Read("RssAnon");

    /// <summary>Resident pages of mapped files, in MB: the kernel takes them back when it needs them.</summary>
    public static double FileMegabytes => Read("RssFile");

    private static double Read(string key)
    {
        var line = File.ReadLines("/proc/self/status").First(each => each.StartsWith(key + ":", StringComparison.Ordinal));
        return double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024;
    }
}
