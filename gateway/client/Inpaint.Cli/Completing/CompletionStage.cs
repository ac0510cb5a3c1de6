using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Inpaint.Cli.Inputs;
using Inpaint.Client;
using Inpaint.V1;

namespace Inpaint.Cli.Completing;

/// <summary>Sends samples through a generator on one stream and hands out what becomes of them, in the order in which they end.</summary>
/// <param name="client">The suite.</param>
/// <param name="generator">The generator.</param>
/// <param name="seed">Seed of the first sample, one more for each further one; null: the service draws them.</param>
internal sealed class CompletionStage(InpaintClient client, GeneratorChoice generator, long? seed)
{
    public async IAsyncEnumerable<CompletionOutcome> RunAsync(
        ISampleSource source, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // Only the samples under way are held, and the stream bounds their number.
        var underWay = new ConcurrentDictionary<string, CompletionSample>();
        IAsyncEnumerable<InpaintRequest> requests = source.ReadAsync(cancellationToken).Select(sample =>
        {
            underWay[sample.RequestId] = sample;
            return Request(sample, source.ConditionsAreOptional);
        });
        await foreach (InpaintEvent happened in client.InpaintManyAsync(requests, generator.Settings, cancellationToken: cancellationToken))
        {
            switch (happened)
            {
                case InpaintEvent.Completed completed when underWay.TryRemove(completed.RequestId, out CompletionSample? sample):
                    yield return new CompletionOutcome(sample, PictureMessages.FromMessage(completed.Result.Picture), completed.Result, null);
                    break;
                case InpaintEvent.Failed failed when underWay.TryRemove(failed.RequestId, out CompletionSample? sample):
                    yield return new CompletionOutcome(sample, null, null, failed.Error);
                    break;
            }
        }
    }

    private InpaintRequest Request(CompletionSample sample, bool conditionsAreOptional)
    {
        var request = new InpaintRequest
        {
            RequestId = sample.RequestId,
            Partial = PictureMessages.ToMessage(sample.Partial),
            Mask = sample.Mask is { } mask ? PictureMessages.ToMessage(mask) : null,
            Model = generator.Model,
        };
        // What the caller states is sent in any case: a generator that cannot honour it must say so.
        if (generator.TakesParameters || !conditionsAreOptional)
            request.Parameters = sample.Parameters;
        if (generator.TakesText || !conditionsAreOptional)
            request.Text = sample.Text;
        if (seed is { } first)
            request.Seed = unchecked(first + sample.Index);
        return request;
    }
}
