using Inpaint.V1;

namespace Inpaint.Client;

public sealed partial class InpaintClient
{
    /// <summary>The generators that can be asked for, and the arms among which other requests are split.</summary>
    /// <param name="settings">Time limit; null: the client's own.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public Task<ListRoutesResponse> ListRoutesAsync(CallSettings? settings = null, CancellationToken cancellationToken = default) =>
        AnswerAsync(_routing.ListRoutesAsync(new ListRoutesRequest(), _calls.Short(settings, cancellationToken)), cancellationToken);
}
