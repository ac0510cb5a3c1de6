using Inpaint.Client.Streams;
using Inpaint.V1;

namespace Inpaint.Client;

public sealed partial class InpaintClient
{
    /// <summary>Scores one completed picture against the whole one.</summary>
    /// <param name="request">The pair, and the mask where the hole's own figures are wanted.</param>
    /// <param name="settings">Time limit; null: the client's own.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public async Task<Scores> ScoreAsync(ScoreRequest request, CallSettings? settings = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        ScoreResponse response = await AnswerAsync(_scoring.ScoreAsync(request, _calls.Short(settings, cancellationToken)), cancellationToken);
        return response.Scores;
    }

    /// <summary>Scores a stream of pairs; the answers come in the order of the pairs.</summary>
    /// <param name="requests">The pairs; read only as far as there is room on the stream.</param>
    /// <param name="settings">Time limit; null: none.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public IAsyncEnumerable<StreamScoreResponse> ScoreManyAsync(
        IAsyncEnumerable<StreamScoreRequest> requests, CallSettings? settings = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(requests);
        return DuplexStream.RunAsync(
            token => _scoring.StreamScore(_calls.Long(settings, token)), requests, _options.RequestsUnderWay, _ => true, cancellationToken);
    }
}
