using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Inpaint.Cli.Inputs;
using Inpaint.Client;
using Inpaint.V1;

namespace Inpaint.Cli.Completing;

/// <summary>Adds the scores to outcomes on one stream. Outcomes without a picture or target pass by.</summary>
internal sealed class ScoringStage(InpaintClient client)
{
    public async IAsyncEnumerable<CompletionOutcome> RunAsync(
        IAsyncEnumerable<CompletionOutcome> outcomes, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var underWay = new ConcurrentDictionary<string, CompletionOutcome>();
        var passing = new ConcurrentQueue<CompletionOutcome>();
        await foreach (StreamScoreResponse response in client.ScoreManyAsync(Pairs(), cancellationToken: cancellationToken))
        {
            while (passing.TryDequeue(out CompletionOutcome? unscored))
                yield return unscored;
            if (underWay.TryRemove(response.RequestId, out CompletionOutcome? outcome))
                yield return outcome with { Scores = response.Scores };
        }
        while (passing.TryDequeue(out CompletionOutcome? unscored))
            yield return unscored;

        async IAsyncEnumerable<StreamScoreRequest> Pairs()
        {
            await foreach (CompletionOutcome outcome in outcomes)
            {
                if (outcome.Picture is null || outcome.Sample.Target is null)
                {
                    passing.Enqueue(outcome);
                    continue;
                }
                underWay[outcome.Sample.RequestId] = outcome;
                yield return new StreamScoreRequest
                {
                    RequestId = outcome.Sample.RequestId,
                    Pair = new ScoreRequest
                    {
                        Completed = PictureMessages.ToMessage(outcome.Picture),
                        Target = PictureMessages.ToMessage(outcome.Sample.Target),
                        Mask = outcome.Sample.Mask is { } mask ? PictureMessages.ToMessage(mask) : null,
                    },
                };
            }
        }
    }
}
