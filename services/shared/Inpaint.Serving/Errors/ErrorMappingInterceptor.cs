using Grpc.Core;
using Grpc.Core.Interceptors;

namespace Inpaint.Serving;

/// <summary>Sees to it that every call of every service ends with a status made by <see cref="ErrorMapping"/>.</summary>
internal sealed partial class ErrorMappingInterceptor(TimeProvider time, ILogger<ErrorMappingInterceptor> logger) : Interceptor
{
    public override async Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
        TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
    {
        try
        {
            return await continuation(request, context);
        }
        catch (Exception exception)
        {
            throw Refusal(exception, context);
        }
    }

    public override async Task<TResponse> ClientStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requests, ServerCallContext context, ClientStreamingServerMethod<TRequest, TResponse> continuation)
    {
        CallerStream<TRequest> caller = StreamOf(requests, context);
        try
        {
            return await continuation(caller, context);
        }
        catch (Exception exception)
        {
            throw Refusal(exception, context);
        }
        finally
        {
            await caller.LeaveAsync();
        }
    }

    public override async Task ServerStreamingServerHandler<TRequest, TResponse>(
        TRequest request, IServerStreamWriter<TResponse> responses, ServerCallContext context, ServerStreamingServerMethod<TRequest, TResponse> continuation)
    {
        try
        {
            await continuation(request, responses, context);
        }
        catch (Exception exception)
        {
            throw Refusal(exception, context);
        }
    }

    public override async Task DuplexStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requests, IServerStreamWriter<TResponse> responses, ServerCallContext context, DuplexStreamingServerMethod<TRequest, TResponse> continuation)
    {
        CallerStream<TRequest> caller = StreamOf(requests, context);
        try
        {
            await continuation(caller, responses, context);
        }
        catch (Exception exception)
        {
            throw Refusal(exception, context);
        }
        finally
        {
            await caller.LeaveAsync();
        }
    }

    private static CallerStream<T> StreamOf<T>(IAsyncStreamReader<T> requests, ServerCallContext context) =>
        new(requests, context.GetHttpContext().Request.BodyReader);

    private RpcException Refusal(Exception exception, ServerCallContext context)
    {
        DateTime now = time.GetUtcNow().UtcDateTime;
        (RpcException refusal, bool isFault) = ErrorMapping.Map(exception, context.Deadline, context.CancellationToken.IsCancellationRequested, now);
        if (isFault)
            Log.CallFailed(logger, context.Method, refusal.Status.Detail, exception);
        return refusal;
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "{Method} failed: {Detail}")]
        public static partial void CallFailed(ILogger logger, string method, string detail, Exception exception);
    }
}
