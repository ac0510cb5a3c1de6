using System.Globalization;
using System.Text.Json;
using Inpaint.Cli.Output;
using Spectre.Console;

namespace Inpaint.Cli.Embeddings;

/// <summary>Shows embeddings: one line each, and the cosine of every two of them.</summary>
internal static class EncodingReport
{
    private const int MostCompared = 12;
    private const int LongestName = 40;

    /// <summary>Prints the tables.</summary>
    public static void Print(IAnsiConsole console, IReadOnlyList<EncodedInput> encoded)
    {
        Table table = new Table().Border(TableBorder.Simple).AddColumns("", "input", "encoder", "values", "tokens", "unknown", "from");
        for (int i = 0; i < encoded.Count; i++)
            table.AddRow(Cells(i, encoded[i]).Select(FigureTables.Cell));
        console.Write(table);
        if (encoded.Count is > 1 and <= MostCompared && encoded.All(input => input.Embedding.Tokens == 0))
            console.Write(Cosines(encoded));
    }

    /// <summary>Writes the embeddings as JSON.</summary>
    public static Task WriteAsync(string path, IEnumerable<EncodedInput> encoded, CancellationToken cancellationToken)
    {
        var content = encoded.Select(input => new
        {
            input = input.Name,
            encoder = input.Embedding.Encoder,
            digest = input.Embedding.Digest,
            tokens = input.Detail.Tokens,
            truncated = input.Detail.Truncated,
            vectors = Math.Max(1, input.Embedding.Tokens),
            values = input.Embedding.Values.ToArray(),
        });
        return AtomicFile.WriteAsync(path, JsonSerializer.SerializeToUtf8Bytes(content), cancellationToken);
    }

    private static string[] Cells(int index, EncodedInput input) =>
    [
        Number(index + 1),
        Short(input.Name),
        input.Embedding.Encoder,
        input.Embedding.Tokens > 0 ? $"{Number(input.Embedding.Tokens)} x {Number(input.Embedding.Values.Count / input.Embedding.Tokens)}" : Number(input.Embedding.Values.Count),
        input.Detail.Tokens > 0 ? Number(input.Detail.Tokens) + (input.Detail.Truncated ? ", cut" : "") : "-",
        input.Detail.UnknownShare > 0 ? input.Detail.UnknownShare.ToString("P0", CultureInfo.InvariantCulture) : "-",
        input.Detail.CacheHit ? "cache" : "model",
    ];

    private static Table Cosines(IReadOnlyList<EncodedInput> encoded)
    {
        Table table = new Table().Border(TableBorder.Simple).AddColumn("cosine");
        float[][] vectors = [.. encoded.Select(input => input.Embedding.Values.ToArray())];
        for (int i = 0; i < vectors.Length; i++)
            table.AddColumn(new TableColumn(Number(i + 1)).RightAligned().NoWrap());
        for (int i = 0; i < vectors.Length; i++)
        {
            IEnumerable<string> row = vectors.Select(other => Cosine(vectors[i], other).ToString("0.000", CultureInfo.InvariantCulture));
            table.AddRow(row.Prepend($"{Number(i + 1)} {Short(encoded[i].Name)}").Select(FigureTables.Cell));
        }
        return table;
    }

    private static double Cosine(float[] left, float[] right)
    {
        double product = 0, leftSquares = 0, rightSquares = 0;
        for (int i = 0; i < left.Length; i++)
        {
            product += (double)left[i] * right[i];
            leftSquares += (double)left[i] * left[i];
            rightSquares += (double)right[i] * right[i];
        }
        return leftSquares == 0 || rightSquares == 0 ? 0 : product / Math.Sqrt(leftSquares * rightSquares);
    }

    private static string Short(string name) => name.Length <= LongestName ? name : name[..(LongestName - 1)] + "…";

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
