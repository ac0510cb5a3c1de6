using Grpc.Core;
using Microsoft.AspNetCore.Http.Features;
using Yarp.ReverseProxy.Forwarder;

namespace Inpaint.Gateway.Errors;

/// <summary>Tells a caller in gRPC's own terms that forwarding failed, where YARP would answer 502, 503 or 504 or reset the stream.</summary>
internal static class ForwardingErrorMiddleware
{
    public static async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        if (context.Features.Get<IHttpResetFeature>() is { } reset)
            context.Features.Set<IHttpResetFeature>(new TrailingStatusFeature(context, reset));
        await next(context);
        if (context.GetForwarderErrorFeature() is { } error && !context.Response.HasStarted)
            GrpcRefusal.Write(context.Response, Status(error.Error), Message(error.Error));
    }

    private static StatusCode Status(ForwarderError error) => error switch
    {
        ForwarderError.RequestTimedOut => StatusCode.DeadlineExceeded,
        ForwarderError.RequestCanceled or ForwarderError.RequestBodyCanceled or ForwarderError.ResponseBodyCanceled => StatusCode.Cancelled,
        ForwarderError.RequestBodyClient or ForwarderError.ResponseBodyClient => StatusCode.Cancelled,
        _ => StatusCode.Unavailable,
    };

    private static string Message(ForwarderError error) => error switch
    {
        ForwarderError.NoAvailableDestinations => "No instance of the service is available.",
        ForwarderError.RequestTimedOut => "The service was silent for too long.",
        _ => "The service could not be reached.",
    };
}
