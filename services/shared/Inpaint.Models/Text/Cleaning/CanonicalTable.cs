namespace Inpaint.Models.Text;

/// <summary>Canonical classes, decompositions and compositions of Unicode; Hangul by rule.</summary>
internal sealed class CanonicalTable
{
    private const int HangulBase = 0xAC00;
    private const int LeadBase = 0x1100;
    private const int VowelBase = 0x1161;
    private const int TailBase = 0x11A7;
    private const int LeadCount = 19;
    private const int VowelCount = 21;
    private const int TailCount = 28;
    private const int HangulCount = LeadCount * VowelCount * TailCount;

    private readonly Dictionary<int, byte> _classes = [];
    private readonly Dictionary<int, int[]> _decompositions = [];
    private readonly Dictionary<(int First, int Second), int> _composites = [];

    private CanonicalTable()
    {
    }

    /// <summary>Reads the table that is part of the assembly.</summary>
    public static CanonicalTable Read()
    {
        var table = new CanonicalTable();
        var composed = new List<(int Code, int[] Parts)>();
        foreach (string[] fields in EmbeddedTable.Read("canonical.txt"))
        {
            int code = EmbeddedTable.CodePoint(fields[0]);
            if (fields[1] is not ("=" or ">"))
            {
                for (int mark = code; mark <= EmbeddedTable.CodePoint(fields[1]); mark++)
                    table._classes.Add(mark, byte.Parse(fields[2]));
                continue;
            }
            int[] parts = [.. fields[2..].Select(EmbeddedTable.CodePoint)];
            table._decompositions.Add(code, parts);
            if (fields[1] == "=")
                composed.Add((code, parts));
        }
        table.AddComposites(composed);
        return table;
    }

    /// <summary>Canonical combining class; 0: a starter.</summary>
    public int ClassOf(int code) => _classes.TryGetValue(code, out byte combining) ? combining : 0;

    /// <summary>Appends the full canonical decomposition of a code point.</summary>
    public void Decompose(int code, List<int> parts)
    {
        int hangul = code - HangulBase;
        if (hangul is >= 0 and < HangulCount)
        {
            parts.Add(LeadBase + (hangul / (VowelCount * TailCount)));
            parts.Add(VowelBase + (hangul / TailCount % VowelCount));
            if (hangul % TailCount != 0)
                parts.Add(TailBase + (hangul % TailCount));
        }
        else if (_decompositions.TryGetValue(code, out int[]? decomposition))
        {
            parts.AddRange(decomposition);
        }
        else
        {
            parts.Add(code);
        }
    }

    /// <summary>The code point that two others compose to.</summary>
    public bool TryCompose(int first, int second, out int composite)
    {
        (int lead, int vowel) = (first - LeadBase, second - VowelBase);
        if (lead is >= 0 and < LeadCount && vowel is >= 0 and < VowelCount)
        {
            composite = HangulBase + (((lead * VowelCount) + vowel) * TailCount);
            return true;
        }
        (int hangul, int tail) = (first - HangulBase, second - TailBase);
        if (hangul is >= 0 and < HangulCount && hangul % TailCount == 0 && tail is > 0 and < TailCount)
        {
            composite = first + tail;
            return true;
        }
        return _composites.TryGetValue((first, second), out composite);
    }

    // The table holds whole sequences; a pair is what all but the last compose to, and the last.
    private void AddComposites(List<(int Code, int[] Parts)> composed)
    {
        var bySequence = composed.ToDictionary(entry => string.Join(' ', entry.Parts), entry => entry.Code);
        foreach ((int code, int[] parts) in composed)
        {
            int first = parts.Length == 2 ? parts[0] : bySequence[string.Join(' ', parts[..^1])];
            _composites.Add((first, parts[^1]), code);
        }
    }
}
