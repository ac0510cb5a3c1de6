using System.Globalization;
using Grpc.Core;
using Microsoft.AspNetCore.Http.Features;

namespace Inpaint.Gateway.Errors;

/// <summary>
/// Ends a response whose service died in the middle with trailers that say UNAVAILABLE.
/// YARP would reset the stream, which callers see as INTERNAL: a status that forbids them to try again.
/// </summary>
internal sealed class TrailingStatusFeature(HttpContext context, IHttpResetFeature inner) : IHttpResetFeature
{
    public void Reset(int errorCode)
    {
        if (context.RequestAborted.IsCancellationRequested || !context.Response.HasStarted || !context.Response.SupportsTrailers())
        {
            inner.Reset(errorCode);
            return;
        }
        context.Response.AppendTrailer("grpc-status", ((int)StatusCode.Unavailable).ToString(CultureInfo.InvariantCulture));
        context.Response.AppendTrailer("grpc-message", Uri.EscapeDataString("The service broke off."));
    }
}
