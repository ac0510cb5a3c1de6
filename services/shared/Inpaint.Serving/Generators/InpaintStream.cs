using System.Collections.Concurrent;
using Grpc.Core;
using Inpaint.V1;

namespace Inpaint.Serving.Generators;

/// <summary>
/// Many requests on one stream, told apart by their request_id. What happens to one concerns it alone; only a command that
/// cannot be attributed to a request ends the stream.
/// </summary>
internal sealed partial class InpaintStream(
    GeneratorRuntime runtime, IServerStreamWriter<StreamInpaintResponse> responses, CallFacts call, CancellationToken cancelled)
{
    /// <summary>Most requests of one stream that are under way at once; one more is answered by RESOURCE_EXHAUSTED.</summary>
    public const int MaxUnderWay = 64;

    private static readonly TimeSpan RetryAfter = TimeSpan.FromMilliseconds(100);
    private readonly ConcurrentDictionary<string, UnderWay> _byId = new(StringComparer.Ordinal);

    // Longer than by name: an id is free again when its last event is on its way, the stream when it is written.
    private readonly ConcurrentDictionary<UnderWay, Task> _unfinished = new();

    // Messages are written one at a time; a slow reader holds up the requests of his own stream and nothing else.
    private readonly SemaphoreSlim _writing = new(1, 1);

    /// <summary>Takes commands until the caller is done or the service stops, then finishes what is under way.</summary>
    public async Task RunAsync(IAsyncStreamReader<StreamInpaintRequest> commands)
    {
        using IDisposable staying = runtime.Drain.Stay();
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancelled);
        try
        {
            bool drained = await TakeAllAsync(commands, ended.Token);
            await Task.WhenAll(_unfinished.Values);
            if (drained)
                throw new RpcException(new Status(StatusCode.Unavailable, "the service is stopping"));
        }
        finally
        {
            await ended.CancelAsync();
            await Task.WhenAll(_unfinished.Values).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>True: ended because the service stops. False: because the caller is done.</summary>
    private async Task<bool> TakeAllAsync(IAsyncStreamReader<StreamInpaintRequest> commands, CancellationToken ended)
    {
        using var reading = CancellationTokenSource.CreateLinkedTokenSource(ended, runtime.Drain.Draining);
        try
        {
            while (await commands.MoveNext(reading.Token))
                await TakeAsync(commands.Current, ended);
            return false;
        }
        catch (OperationCanceledException) when (runtime.Drain.Draining.IsCancellationRequested && !ended.IsCancellationRequested)
        {
            return true;
        }
    }

    private async Task TakeAsync(StreamInpaintRequest command, CancellationToken ended)
    {
        switch (command.CommandCase)
        {
            case StreamInpaintRequest.CommandOneofCase.Inpaint:
                await BeginAsync(command.Inpaint, ended);
                break;
            case StreamInpaintRequest.CommandOneofCase.CancelRequestId:
                // One that has ended, or never was, has nothing to cancel.
                if (_byId.TryGetValue(command.CancelRequestId, out UnderWay? request))
                    request.Cancel();
                break;
            default:
                throw FieldError.Invalid("command", "required");
        }
    }

    private async Task BeginAsync(InpaintRequest request, CancellationToken ended)
    {
        if (request.RequestId.Length == 0)
        {
            await FailAsync(request.RequestId, FieldError.Invalid("request_id", "required on a stream"));
            return;
        }
        if (_byId.ContainsKey(request.RequestId))
            throw FieldError.Invalid("inpaint.request_id", "in use on this stream");
        if (_unfinished.Count >= MaxUnderWay)
        {
            await FailAsync(request.RequestId, FieldError.Exhausted($"{MaxUnderWay} requests of this stream are under way", RetryAfter));
            return;
        }
        var underWay = new UnderWay(ended);
        _byId[request.RequestId] = underWay;
        _unfinished[underWay] = underWay.Finished;
        _ = CompleteAsync(request, underWay);
    }

    private async Task CompleteAsync(InpaintRequest request, UnderWay underWay)
    {
        // On another thread: the next command must not wait until this one's pictures are decoded.
        await Task.Yield();
        var entry = KeyValuePair.Create(request.RequestId, underWay);
        try
        {
            await foreach (InpaintResponse response in runtime.Completion.RunAsync(request, call, underWay.Cancelled))
            {
                if (response.EventCase == InpaintResponse.EventOneofCase.Result)
                    _byId.TryRemove(entry);
                await WriteAsync(new StreamInpaintResponse { Response = response });
            }
        }
        catch (Exception exception) when (!cancelled.IsCancellationRequested)
        {
            _byId.TryRemove(entry);
            await FailAsync(request.RequestId, exception, underWay.Cancelled.IsCancellationRequested);
        }
        finally
        {
            _byId.TryRemove(entry);
            _unfinished.TryRemove(underWay, out _);
            underWay.Dispose();
        }
    }

    private Task FailAsync(string requestId, Exception exception, bool withdrawn = false)
    {
        (RpcException refusal, bool isFault) = ErrorMapping.Map(exception, call.Deadline, withdrawn, runtime.Time.GetUtcNow().UtcDateTime);
        if (isFault)
            Log.RequestFailed(runtime.Logger, requestId, exception);
        var failed = new InpaintFailed
        {
            RequestId = requestId,
            Code = (int)refusal.StatusCode,
            Message = refusal.Status.Detail,
            Field = FieldError.FieldOf(refusal),
        };
        return WriteAsync(new StreamInpaintResponse { Failed = failed });
    }

    private async Task WriteAsync(StreamInpaintResponse response)
    {
        await _writing.WaitAsync(cancelled);
        try
        {
            await responses.WriteAsync(response, cancelled);
        }
        finally
        {
            _writing.Release();
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "Request {RequestId} of a stream failed")]
        public static partial void RequestFailed(ILogger logger, string requestId, Exception exception);
    }
}
