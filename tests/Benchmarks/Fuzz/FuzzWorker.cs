using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Inpaint.Tests.Unit.Fuzzing;

namespace Inpaint.Benchmarks.Fuzz;

/// <summary>What came of one mutation.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Name">Reader and outcome.</param>
/// <param name="Growth">Bytes by which the process grew at most meanwhile; 0 where it is not measured.</param>
/// <param name="Milliseconds">How long it took.</param>
/// <param name="Fault">What went wrong; null where nothing did.</param>
internal sealed record FuzzOutcome(long Number, string Name, long Growth, double Milliseconds, string? Fault);

/// <summary>The child's side: reads mutations, and writes a line before and after each.</summary>
internal static class FuzzWorker
{
    public const string Argument = "fuzz-worker";

    /// <returns>The process's exit code.</returns>
    public static int Run(string[] arguments)
    {
        var (seed, first, end) = (int.Parse(arguments[0], CultureInfo.InvariantCulture), Number(arguments[1]), Number(arguments[2]));
        var mutator = new Mutator(seed);
        using var output = new StreamWriter(Console.OpenStandardOutput()) { AutoFlush = true };
        WarmUp();
        for (var number = first; number < end; number++)
        {
            var (from, bytes) = mutator.Mutate(number);
            output.WriteLine(number.ToString(CultureInfo.InvariantCulture));
            output.WriteLine(JsonSerializer.Serialize(Read(number, from, bytes)));
        }

        return 0;
    }

    private static FuzzOutcome Read(long number, FuzzSeed from, byte[] bytes)
    {
        var before = PeakMemory.Reset();
        var start = Stopwatch.GetTimestamp();
        string? refusal = null;
        Exception? fault = null;
        try
        {
            refusal = from.Target.Try(bytes);
        }
        catch (Exception exception)
        {
            fault = exception;
        }

        var milliseconds = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        var outcome = fault is not null ? "fault" : refusal ?? FuzzTotals.Accepted;
        return new FuzzOutcome(number, $"{from.Target.Name}.{outcome}", PeakMemory.Read() - before, milliseconds, fault?.ToString());
    }

    // Libraries and compiled code are not a mutation's memory.
    private static void WarmUp()
    {
        foreach (var seed in FuzzCorpus.Seeds)
        {
            for (var i = 0; i < 40; i++)
                seed.Target.Try(seed.Bytes);
        }
    }

    private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);
}
