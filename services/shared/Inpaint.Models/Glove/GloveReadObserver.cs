using System.Text;

namespace Inpaint.Models.Glove;

/// <summary>Hears what is met while a text of vectors is read for the first time.</summary>
/// <param name="progress">Hears how many bytes of how many were read; null: nobody does.</param>
public sealed class GloveReadObserver(Action<long, long>? progress = null)
{
    private const int MostKept = 100;
    private const int LongestToken = 80;

    private readonly List<(long Line, string Token)> _duplicates = [];

    /// <summary>The first equal tokens that were left out, with their lines counted from 1; at most 100 are kept.</summary>
    public IReadOnlyList<(long Line, string Token)> Duplicates => _duplicates;

    /// <summary>How many equal tokens were left out.</summary>
    public long DuplicateCount { get; private set; }

    internal void Read(long bytes, long of) => progress?.Invoke(bytes, of);

    internal void SawDuplicate(long line, ReadOnlySpan<byte> token)
    {
        DuplicateCount++;
        if (_duplicates.Count < MostKept)
            _duplicates.Add((line, Encoding.UTF8.GetString(token[..Math.Min(token.Length, LongestToken)])));
    }
}
