using System.Net;

namespace Inpaint.Gateway.Health;

/// <summary>
/// Reads the answer to a health probe and tells it as an HTTP status, which is all that YARP's probing looks at:
/// 200 for SERVING with <c>grpc-status: 0</c>, 503 for anything else. Other requests pass untouched.
/// </summary>
internal sealed class GrpcProbeHandler(HttpMessageHandler inner) : DelegatingHandler(inner)
{
    /// <summary>Marks a request as a probe.</summary>
    public static readonly HttpRequestOptionsKey<bool> IsProbe = new("inpaint-probe");

    /// <summary>Header of five bytes, then <c>HealthCheckResponse { status: SERVING }</c>.</summary>
    private static readonly byte[] Serving = [0, 0, 0, 0, 2, 0x08, 0x01];

    /// <summary>More than any honest answer holds.</summary>
    private const int LargestAnswer = 4096;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        HttpResponseMessage response = await base.SendAsync(request, cancellationToken);
        if (!request.Options.TryGetValue(IsProbe, out bool isProbe) || !isProbe)
            return response;
        using (response)
        {
            bool serving = response.IsSuccessStatusCode && await IsServingAsync(response, cancellationToken);
            return new HttpResponseMessage(serving ? HttpStatusCode.OK : HttpStatusCode.ServiceUnavailable) { RequestMessage = request };
        }
    }

    private static async Task<bool> IsServingAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        await response.Content.LoadIntoBufferAsync(LargestAnswer, cancellationToken);
        byte[] answer = await response.Content.ReadAsByteArrayAsync(cancellationToken);
        // Trailers are complete only once the body has been read. A refusal without a body has its status in the headers and no message.
        bool ok = response.TrailingHeaders.TryGetValues("grpc-status", out var status) && status.SequenceEqual(["0"]);
        return ok && answer.AsSpan().SequenceEqual(Serving);
    }
}
