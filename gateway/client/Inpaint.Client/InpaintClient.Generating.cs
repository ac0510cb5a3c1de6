using System.Runtime.CompilerServices;
using Inpaint.Client.Streams;
using Inpaint.V1;

namespace Inpaint.Client;

public sealed partial class InpaintClient
{
    /// <summary>What the generator is and which models it holds.</summary>
    /// <param name="settings">Which generator; null: the one that the gateway's split answers with.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public Task<DescribeGeneratorResponse> DescribeGeneratorAsync(CallSettings? settings = null, CancellationToken cancellationToken = default) =>
        AnswerAsync(_generators.DescribeGeneratorAsync(new DescribeGeneratorRequest(), _calls.Short(settings, cancellationToken)), cancellationToken);

    /// <summary>Completes one picture and tells how far it is; the last event is <see cref="InpaintEvent.Completed"/>.</summary>
    /// <param name="request">What to complete.</param>
    /// <param name="settings">Which generator or arm; null: the gateway's split.</param>
    /// <param name="cancellationToken">Stops the computation within one step.</param>
    public async IAsyncEnumerable<InpaintEvent> InpaintAsync(
        InpaintRequest request, CallSettings? settings = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        IAsyncEnumerable<InpaintResponse> responses = ResponseStream.ReadAsync(
            token => _generators.Inpaint(request, _calls.Long(settings, token)), cancellationToken);
        await foreach (InpaintResponse response in responses)
        {
            if (InpaintEventReader.Read(response) is { } happened)
                yield return happened;
        }
    }

    /// <summary>Completes many pictures on one stream. A request that fails is told by <see cref="InpaintEvent.Failed"/>; the others go on.</summary>
    /// <param name="requests">What to complete, each with a request_id of its own; read only as far as there is room on the stream.</param>
    /// <param name="settings">Which generator or arm, for all of them; null: the gateway's split.</param>
    /// <param name="underWay">Requests under way at once, 1 to 64; null: the client's own number.</param>
    /// <param name="cancellationToken">Stops all of it.</param>
    public async IAsyncEnumerable<InpaintEvent> InpaintManyAsync(
        IAsyncEnumerable<InpaintRequest> requests,
        CallSettings? settings = null,
        int? underWay = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(requests);
        IAsyncEnumerable<StreamInpaintResponse> responses = DuplexStream.RunAsync(
            token => _generators.StreamInpaint(_calls.Long(settings, token)),
            requests.Select(request => new StreamInpaintRequest { Inpaint = request }),
            underWay ?? _options.RequestsUnderWay,
            response => response.Failed is not null || response.Response?.Result is not null,
            cancellationToken);
        await foreach (StreamInpaintResponse response in responses)
        {
            if (InpaintEventReader.Read(response) is { } happened)
                yield return happened;
        }
    }
}
