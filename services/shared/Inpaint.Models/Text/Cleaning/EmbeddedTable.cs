using System.Text;

namespace Inpaint.Models.Text;

/// <summary>Tables of the Unicode and HTML standards that are part of the assembly.</summary>
internal static class EmbeddedTable
{
    /// <summary>The lines of a table, comments left out, each split at its blanks.</summary>
    /// <param name="name">Name of the file.</param>
    public static IEnumerable<string[]> Read(string name)
    {
        using Stream stream = typeof(EmbeddedTable).Assembly.GetManifestResourceStream("Inpaint.Models.Text." + name)
            ?? throw new InvalidOperationException($"the assembly holds no table {name}");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        while (reader.ReadLine() is { } line)
        {
            if (!line.StartsWith('#'))
                yield return line.Split(' ');
        }
    }

    /// <summary>The number of a code point in a table.</summary>
    public static int CodePoint(string field) => Convert.ToInt32(field, 16);
}
