using System.Diagnostics;
using Inpaint.Benchmarks.Harness;
using Inpaint.Models.Glove;

namespace Inpaint.Benchmarks.Glove;

/// <summary>
/// Word vectors of the published size, 400,000 words of 300 values, from a generated file: how long they take to open the first time and
/// later, what they cost in memory, and how many words a second are found, beside what reading the file from the page cache and copying
/// the same rows within memory take in the same run.
/// </summary>
internal sealed class GloveMeasurement : IMeasurement
{
    private const int Words = 400_000;
    private const int Dimension = 300;
    private const int LookUps = 1_000_000;
    private const int Rounds = 5;

    public string Name => "glove";

    public string Summary => "word vectors, 400,000 x 300: time to open, resident memory, look-ups a second, beside page cache and memory copies";

    public MeasurementReport Run(Action<string> log, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("inpaint-glove-");
        try
        {
            var text = Path.Combine(folder.FullName, "vectors.txt");
            log("generating the file");
            var words = GeneratedVectors.Write(text, Words, Dimension);
            cancellationToken.ThrowIfCancellationRequested();
            log($"{new FileInfo(text).Length / 1e6:F0} MB of text; building its index");
            var reading = Seconds(() => ReadThrough(text));
            var first = Seconds(() => GloveVectors.Open(text, cancellationToken: cancellationToken).Dispose());
            return Measure(text, words, first, reading, log, cancellationToken);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private MeasurementReport Measure(string text, string[] words, double first, double reading, Action<string> log, CancellationToken cancellationToken)
    {
        var (later, indexReading) = (double.PositiveInfinity, double.PositiveInfinity);
        for (var round = 0; round < Rounds; round++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            indexReading = Math.Min(indexReading, Seconds(() => ReadThrough(text + ".index")));
            later = Math.Min(later, Seconds(() => GloveVectors.Open(text, cancellationToken: cancellationToken).Dispose()));
        }

        GC.Collect(2, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        var (anonymous, files) = (ProcessMemory.AnonymousMegabytes, ProcessMemory.FileMegabytes);
        using var vectors = GloveVectors.Open(text, cancellationToken: cancellationToken);
        GC.Collect(2, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        var (openAnonymous, openFiles) = (ProcessMemory.AnonymousMegabytes - anonymous, ProcessMemory.FileMegabytes - files);

        var (finding, copying, allocated) = Times(vectors, words, log, cancellationToken);
        return new MeasurementReport(Name)
            .Figure("open_seconds", later, Bound.AtMost(1))
            .Figure("open_over_page_cache_read", later / indexReading)
            .Figure("open_anonymous_mb", openAnonymous, Bound.AtMost(16))
            .Figure("open_mapped_mb", openFiles)
            .Figure("used_mapped_mb", ProcessMemory.FileMegabytes - files)
            .Figure("used_anonymous_mb", ProcessMemory.AnonymousMegabytes - anonymous, Bound.AtMost(16))
            .Figure("lookups_per_second", LookUps / finding)
            .Figure("lookup_over_row_copy", finding / copying)
            .Figure("bytes_allocated_per_lookup", allocated, Bound.AtMost(0.01))
            .Figure("first_open_seconds", first)
            .Figure("first_open_over_page_cache_read", first / reading)
            .Figure("vectors_mb", 4e-6 * Words * Dimension);
    }

    // In turns: a million words found and their rows copied out, against the same rows copied from where they lie.
    private static (double Finding, double Copying, double Allocated) Times(GloveVectors vectors, string[] words, Action<string> log, CancellationToken cancellationToken)
    {
        var random = new Random(2);
        var asked = new int[LookUps];
        for (var i = 0; i < asked.Length; i++)
            asked[i] = random.Next(words.Length);
        var row = new float[Dimension];
        var (finding, copying, allocated) = (double.PositiveInfinity, double.PositiveInfinity, double.PositiveInfinity);
        for (var round = 0; round < Rounds; round++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var before = GC.GetAllocatedBytesForCurrentThread();
            finding = Math.Min(finding, Seconds(() => Find(vectors, words, asked, row)));
            allocated = Math.Min(allocated, (double)(GC.GetAllocatedBytesForCurrentThread() - before) / LookUps);
            copying = Math.Min(copying, Seconds(() => Copy(vectors, asked, row)));
            log($"round {round + 1}/{Rounds}: {LookUps / finding / 1e6:F2} million look-ups a second, {LookUps / copying / 1e6:F2} million rows copied");
        }

        return (finding, copying, allocated);
    }

    private static void Find(GloveVectors vectors, string[] words, int[] asked, float[] row)
    {
        foreach (var index in asked)
        {
            var found = vectors.IndexOf(words[index]);
            if (found != index)
                throw new InvalidOperationException($"'{words[index]}' was found at {found} instead of {index}");
            vectors[found].CopyTo(row);
        }
    }

    private static void Copy(GloveVectors vectors, int[] asked, float[] row)
    {
        foreach (var index in asked)
            vectors[index].CopyTo(row);
    }

    private static void ReadThrough(string path)
    {
        using var file = File.OpenHandle(path, options: FileOptions.SequentialScan);
        var block = new byte[1 << 20];
        for (long at = 0; RandomAccess.Read(file, block, at) is > 0 and var read;)
            at += read;
    }

    private static double Seconds(Action action)
    {
        var start = Stopwatch.GetTimestamp();
        action();
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }
}
