using System.Diagnostics;
using System.Text.Json;

namespace Inpaint.Benchmarks.Fuzz;

/// <summary>A process that reads mutations one after another and says before each which it is: what ends or holds it is known.</summary>
internal sealed class FuzzChild(int seed, long first, long end)
{
    // A mutation takes some milliseconds; what takes this long does not end.
    private static readonly TimeSpan MutationLimit = TimeSpan.FromSeconds(30);

    /// <summary>Runs until the end or until a mutation ends the process.</summary>
    /// <returns>The number of the next mutation.</returns>
    public long Run(FuzzTotals totals, FuzzProgress progress, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true };
        foreach (var argument in new[] { typeof(FuzzChild).Assembly.Location, FuzzWorker.Argument, $"{seed}", $"{first}", $"{end}" })
            start.ArgumentList.Add(argument);

        // A small nursery, so that growth is what a mutation holds and not what the collector lets lie.
        start.Environment["DOTNET_GCgen0size"] = "400000";
        start.Environment["DOTNET_gcConcurrent"] = "0";
        using var process = Process.Start(start) ?? throw new InvalidOperationException("the fuzzing process did not start");
        using var stop = cancellationToken.Register(() => process.Kill(entireProcessTree: true));
        var current = first;
        while (ReadLine(process) is { } line)
        {
            // "N" before mutation N is read, JSON after it.
            if (long.TryParse(line, out var number))
            {
                current = number;
                progress.Show(number);
                continue;
            }

            Take(JsonSerializer.Deserialize<FuzzOutcome>(line)!, totals);
            current++;
        }

        cancellationToken.ThrowIfCancellationRequested();
        process.WaitForExit();
        if (current >= end)
            return end;

        totals.Count("process.ended");
        totals.Faults.Add(new FuzzFault(current, $"the process ended with {process.ExitCode}", EndedProcess: true));
        return current + 1;
    }

    private static void Take(FuzzOutcome outcome, FuzzTotals totals)
    {
        totals.Count(outcome.Name);
        totals.WorstGrowth = Math.Max(totals.WorstGrowth, outcome.Growth);
        totals.WorstMilliseconds = Math.Max(totals.WorstMilliseconds, outcome.Milliseconds);
        if (outcome.Fault is not null)
            totals.Faults.Add(new FuzzFault(outcome.Number, outcome.Fault, EndedProcess: false));
    }

    private static string? ReadLine(Process process)
    {
        var line = process.StandardOutput.ReadLineAsync();
        if (line.Wait(MutationLimit))
            return line.Result;

        process.Kill(entireProcessTree: true);
        return null;
    }
}
