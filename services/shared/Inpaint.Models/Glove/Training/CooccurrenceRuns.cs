using System.Runtime.InteropServices;

namespace Inpaint.Models.Glove;

/// <summary>Sorted runs of co-occurrences in files of their own, and their merge. The files go with the object.</summary>
/// <param name="parent">Where the runs' folder is made when the first of them is spilled.</param>
internal sealed class CooccurrenceRuns(string parent) : IDisposable
{
    // More open files at once than this are merged into one first.
    private const int MostRuns = 64;
    private const int EntriesPerRead = 4096;

    private readonly List<string> _runs = [];
    private string? _folder;
    private int _made;

    /// <summary>Writes sums to a run, and empties them.</summary>
    public void Spill(Dictionary<long, double> sums)
    {
        Write(Sorted(sums));
        sums.Clear();
        if (_runs.Count < MostRuns)
            return;
        var full = _runs.ToArray();
        _runs.Clear();
        Write(Merged([.. full.Select(ReadRun)]));
        foreach (var run in full)
            File.Delete(run);
    }

    /// <summary>All runs and the sums beside them in one order, equal pairs added up.</summary>
    public IEnumerable<Cooccurrence> Merge(Dictionary<long, double> sums) =>
        _runs.Count == 0 ? Sorted(sums) : Merged([.. _runs.Select(ReadRun), Sorted(sums)]);

    public void Dispose()
    {
        if (_folder is not null)
            Directory.Delete(_folder, recursive: true);
    }

    private static IEnumerable<Cooccurrence> Sorted(Dictionary<long, double> sums)
    {
        var (keys, values) = (sums.Keys.ToArray(), sums.Values.ToArray());
        Array.Sort(keys, values);
        for (var i = 0; i < keys.Length; i++)
            yield return Cooccurrence.Of(keys[i], values[i]);
    }

    private void Write(IEnumerable<Cooccurrence> pairs)
    {
        _folder ??= Directory.CreateDirectory(Path.Combine(parent, $"inpaint-cooccurrence-{Guid.NewGuid():N}")).FullName;
        var path = Path.Combine(_folder, $"{_made++}.run");
        using (var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1 << 20))
        {
            foreach (var pair in pairs)
                file.Write(MemoryMarshal.AsBytes(new ReadOnlySpan<Cooccurrence>(in pair)));
        }

        _runs.Add(path);
    }

    private static IEnumerable<Cooccurrence> ReadRun(string path)
    {
        using var file = File.OpenRead(path);
        var buffer = new Cooccurrence[EntriesPerRead];
        while (true)
        {
            var read = file.ReadAtLeast(MemoryMarshal.AsBytes(buffer.AsSpan()), EntriesPerRead * Marshal.SizeOf<Cooccurrence>(), throwOnEndOfStream: false);
            var count = read / Marshal.SizeOf<Cooccurrence>();
            for (var i = 0; i < count; i++)
                yield return buffer[i];
            if (count < buffer.Length)
                yield break;
        }
    }

    private static IEnumerable<Cooccurrence> Merged(IReadOnlyList<IEnumerable<Cooccurrence>> sources)
    {
        var cursors = sources.Select(source => source.GetEnumerator()).ToArray();
        try
        {
            // Equal pairs come in the order of their runs, so that sums do not depend on how the queue breaks ties.
            var queue = new PriorityQueue<int, (long Key, int Source)>();
            for (var i = 0; i < cursors.Length; i++)
                Advance(queue, cursors, i);
            while (queue.TryDequeue(out var source, out var first))
            {
                var sum = cursors[source].Current.Value;
                Advance(queue, cursors, source);
                while (queue.TryPeek(out var next, out var priority) && priority.Key == first.Key)
                {
                    queue.Dequeue();
                    sum += cursors[next].Current.Value;
                    Advance(queue, cursors, next);
                }

                yield return Cooccurrence.Of(first.Key, sum);
            }
        }
        finally
        {
            foreach (var cursor in cursors)
                cursor.Dispose();
        }
    }

    private static void Advance(PriorityQueue<int, (long Key, int Source)> queue, IEnumerator<Cooccurrence>[] cursors, int source)
    {
        if (cursors[source].MoveNext())
            queue.Enqueue(source, (cursors[source].Current.Key, source));
    }
}
