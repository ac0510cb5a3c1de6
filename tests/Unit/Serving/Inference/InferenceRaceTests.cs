using Inpaint.Serving.Inference;
using Inpaint.Tests.Unit.Serving.Support;
using Microsoft.Extensions.Logging.Abstractions;

namespace Inpaint.Tests.Unit.Serving.Inference;

public class InferenceRaceTests
{
    private const int Races = 10_000;

    [Fact]
    public async Task Cancel_and_completion_racing_have_exactly_one_outcome_each()
    {
        using var engine = new InferenceEngine<int, int>(
            "race", new InferenceOptions { MaxBatch = 4 }, (batch, _, _) => [.. batch], (_, _) => true, TimeProvider.System, NullLogger.Instance);
        int completed = 0, cancelled = 0;

        for (int i = 0; i < Races; i++)
        {
            using var cancellation = new CancellationTokenSource();
            IAsyncEnumerable<InferenceEvent> events = engine.Submit(i, null, cancellation.Token);
            // Half of them at once, half of them a moment later: both orders come up.
            Task cancelling = i % 2 == 0 ? cancellation.CancelAsync() : Task.Run(cancellation.Cancel);
            if (await EndsWithResultAsync(events, i).DefaultTimeout())
                completed++;
            else
                cancelled++;
            await cancelling.DefaultTimeout();
        }

        Assert.Equal(Races, completed + cancelled);
        Assert.Equal(0, engine.Waiting);
        Assert.True(await EndsWithResultAsync(engine.Submit(7, null, CancellationToken.None), 7).DefaultTimeout());
    }

    /// <summary>True: one result and nothing after it. False: cancelled, and no result before it.</summary>
    private static async Task<bool> EndsWithResultAsync(IAsyncEnumerable<InferenceEvent> events, int expected)
    {
        int results = 0;
        try
        {
            await foreach (InferenceEvent item in events)
            {
                Assert.Equal(0, results);
                if (item is InferenceCompleted<int> result)
                {
                    Assert.Equal(expected, result.Output);
                    results++;
                }
            }
        }
        catch (OperationCanceledException)
        {
            Assert.Equal(0, results);
            return false;
        }
        Assert.Equal(1, results);
        return true;
    }
}
