using Inpaint.V1;

namespace Inpaint.Client;

public sealed partial class InpaintClient
{
    /// <summary>Predicts the parameters that designs leave open, from those they state.</summary>
    /// <param name="request">1 to 256 half-filled designs, and the coverage that the intervals shall have.</param>
    /// <param name="settings">Time limit; null: the client's own.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public Task<PredictParametersResponse> PredictParametersAsync(
        PredictParametersRequest request, CallSettings? settings = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        return AnswerAsync(_parameters.PredictParametersAsync(request, _calls.Short(settings, cancellationToken)), cancellationToken);
    }
}
