using System.Diagnostics;

namespace Inpaint.Serving.Caching;

/// <summary>
/// How long answers of a shared cache are waited for: for a few milliseconds, and in further turns of as much for as long as it is
/// this process that is late, not the cache.
/// </summary>
internal static class AnswerPatience
{
    /// <summary>From this many callers on who wait for the same embedding within milliseconds it is wanted by a crowd.</summary>
    public const int Crowd = 2;

    private const int MostTurns = 50;

    /// <summary>Waits for calls. Never throws; afterwards some may have failed or be still under way.</summary>
    /// <param name="calls">The calls.</param>
    /// <param name="limit">How long the cache may take.</param>
    /// <param name="callers">How many wait for the answer now.</param>
    /// <returns>Whether all have ended.</returns>
    public static async Task<bool> WaitAsync(Task[] calls, TimeSpan limit, Func<int> callers)
    {
        Task all = Task.WhenAll(calls);
        long began = Stopwatch.GetTimestamp();
        for (int turn = 1; ; turn++)
        {
            do
                await all.WaitAsync(limit).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            // The clock of timers goes in steps of up to four milliseconds, so that a wait of as much can end at once.
            while (!all.IsCompleted && Stopwatch.GetElapsedTime(began) < turn * limit / 2);
            // Each call itself: their sum ends only when a thread of the pool has time for it.
            if (calls.All(call => call.IsCompleted))
                return true;
            if (turn == MostTurns || !IsOwnFault(Stopwatch.GetElapsedTime(began), turn * limit, callers()))
                return false;
        }
    }

    // A turn that ended long after its time and work that queues up for threads tell that the answers may be here already, not yet
    // read. A crowd has come to other processes as likely as to this one: the machine is busy with it, and what all of them want is
    // what must not be computed twice.
    private static bool IsOwnFault(TimeSpan waited, TimeSpan wanted, int callers) =>
        waited > 1.5 * wanted || ThreadPool.PendingWorkItemCount > 2 * Environment.ProcessorCount || callers >= Crowd;
}
