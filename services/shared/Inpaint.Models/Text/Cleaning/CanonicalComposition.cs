using System.Text;

namespace Inpaint.Models.Text;

/// <summary>
/// Unicode normalisation form C (UAX #15): decomposed, marks in canonical order, composed again. Ours, since
/// <see cref="string.Normalize(NormalizationForm)"/> leaves text as it is where the runtime has no ICU, and ids must not depend on that.
/// </summary>
internal static class CanonicalComposition
{
    // Below this nothing decomposes but what composes to itself again, and nothing combines.
    private const char FirstMark = '\u0300';

    private static readonly Lazy<CanonicalTable> Table = new(CanonicalTable.Read);

    /// <summary>The text in form C.</summary>
    public static string Compose(string text)
    {
        if (!text.AsSpan().ContainsAnyExceptInRange('\0', (char)(FirstMark - 1)))
            return text;
        CanonicalTable table = Table.Value;
        var codes = new List<int>(text.Length);
        foreach (Rune rune in text.EnumerateRunes())
            table.Decompose(rune.Value, codes);
        Order(codes, table);
        Join(codes, table);
        var composed = new StringBuilder(codes.Count);
        foreach (int code in codes)
            composed.Append(new Rune(code).ToString());
        return composed.ToString();
    }

    // Marks behind a starter by rising class, equal classes as they stood: insertion, for runs are short.
    private static void Order(List<int> codes, CanonicalTable table)
    {
        int runStart = 0;
        for (int i = 0; i < codes.Count; i++)
        {
            if (table.ClassOf(codes[i]) != 0)
                continue;
            SortRun(codes, runStart, i - runStart, table);
            runStart = i + 1;
        }
        SortRun(codes, runStart, codes.Count - runStart, table);
    }

    private static void SortRun(List<int> codes, int start, int count, CanonicalTable table)
    {
        if (count < 2)
            return;
        // A stable sort, so that a hostile run of marks costs no more than n log n.
        int[] ordered = [.. codes.GetRange(start, count).OrderBy(table.ClassOf)];
        for (int i = 0; i < count; i++)
            codes[start + i] = ordered[i];
    }

    private static void Join(List<int> codes, CanonicalTable table)
    {
        int written = 0;
        int starter = -1;
        int lastClass = 0;
        foreach (int code in codes.ToArray())
        {
            int combining = table.ClassOf(code);
            // Blocked: a mark of the same or a higher class, or another starter, stands between.
            bool reaches = starter >= 0 && (starter == written - 1 ? lastClass == 0 : lastClass < combining);
            if (reaches && table.TryCompose(codes[starter], code, out int composite))
            {
                codes[starter] = composite;
                continue;
            }
            if (combining == 0)
                starter = written;
            lastClass = combining;
            codes[written++] = code;
        }
        codes.RemoveRange(written, codes.Count - written);
    }
}
