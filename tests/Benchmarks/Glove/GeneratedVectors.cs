using System.Text;

namespace Inpaint.Benchmarks.Glove;

/// <summary>A file of vectors of the published size: words of 4 to 11 letters, numbers of five digits.</summary>
internal static class GeneratedVectors
{
    /// <summary>Writes the file.</summary>
    /// <returns>The words, in order.</returns>
    public static string[] Write(string path, int count, int dimension)
    {
        var random = new Random(1);
        var words = new string[count];
        // Numbers are drawn from a pool of texts: formatting 120 million of them would take longer than all that is measured.
        byte[][] numbers = [.. Enumerable.Range(0, 8192).Select(_ => Encoding.ASCII.GetBytes(FormattableString.Invariant($" {random.NextDouble() * 2 - 1:0.00000}")))];
        using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1 << 20);
        for (var i = 0; i < count; i++)
        {
            words[i] = Word(i, random);
            file.Write(Encoding.ASCII.GetBytes(words[i]));
            for (var j = 0; j < dimension; j++)
                file.Write(numbers[random.Next(numbers.Length)]);
            file.WriteByte((byte)'\n');
        }

        return words;
    }

    private static string Word(int number, Random random)
    {
        var word = new StringBuilder();
        for (var i = random.Next(8); i > 0; i--)
            word.Append((char)('n' + random.Next(13)));
        // In letters of the alphabet's first half, and so told from what stands before it.
        for (var rest = number + 2_197; rest > 0; rest /= 13)
            word.Append((char)('a' + rest % 13));
        return word.ToString();
    }
}
