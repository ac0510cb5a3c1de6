using Inpaint.V1;

namespace Inpaint.Tests.Integration.Training;

/// <summary>What tests ask of a trainer.</summary>
internal static class TrainerCalls
{
    public static async Task<Run> StartAsync(this TrainerProcess trainer, StartRunRequest request) =>
        (await trainer.Client.StartRunAsync(request)).Run;

    public static async Task<Run> GetAsync(this TrainerProcess trainer, string runId) =>
        (await trainer.Client.GetRunAsync(new GetRunRequest { RunId = runId })).Run;

    /// <summary>Watches a run until its end or until enough was seen.</summary>
    public static async Task<List<WatchRunResponse>> WatchAsync(
        this TrainerProcess trainer, string runId, long firstStep = 0, Func<WatchRunResponse, bool>? enough = null)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(3));
        using var call = trainer.Client.WatchRun(new WatchRunRequest { RunId = runId, FirstStep = firstStep }, cancellationToken: limit.Token);
        var seen = new List<WatchRunResponse>();
        while (await call.ResponseStream.MoveNext(limit.Token))
        {
            seen.Add(call.ResponseStream.Current);
            if (enough?.Invoke(seen[^1]) == true)
                break;
        }

        return seen;
    }

    /// <summary>The steps of a watched run, by number.</summary>
    public static List<long> Steps(this IEnumerable<WatchRunResponse> seen) =>
        [.. seen.Where(happened => happened.Step is not null).Select(happened => happened.Step.Step)];

    /// <summary>The losses of a watched run, step by step.</summary>
    public static List<double> Losses(this IEnumerable<WatchRunResponse> seen) =>
        [.. seen.Where(happened => happened.Step is not null).Select(happened => happened.Step.Loss)];

    /// <summary>The run as a watch of it ended.</summary>
    public static Run Ending(this List<WatchRunResponse> seen) => seen[^1].Run;
}
