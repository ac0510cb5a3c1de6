using System.IO.Pipelines;
using System.Net.Sockets;

namespace Pipelines.Sockets.Unofficial;

/// <summary>
/// Moves bytes between a stream and a pair of pipes, one loop each way, until either side ends. The first reason to end
/// is kept; the side of the pipes that faces the application is completed with the error, if there was one.
/// </summary>
internal sealed class StreamPump(Stream stream, PipeOptions sendOptions, PipeOptions receiveOptions, bool zeroLengthReads)
{
    private readonly Pipe _send = new(sendOptions);
    private readonly Pipe _receive = new(receiveOptions);
    private int _shutdownKind;
    private long _sent;
    private long _received;
    private int _lastReceived;

    /// <summary>Called when the loop of one direction has ended, before its pipe is completed.</summary>
    public Action<SocketShutdown>? DirectionEnded { get; init; }

    public PipeReader Input => _receive.Reader;

    public PipeWriter Output => _send.Writer;

    public long Sent => Interlocked.Read(ref _sent);

    public long Received => Interlocked.Read(ref _received);

    public int LastReceived => Volatile.Read(ref _lastReceived);

    public PipeShutdownKind ShutdownKind => (PipeShutdownKind)Volatile.Read(ref _shutdownKind);

    /// <summary>The socket's error, where that is what ended the connection.</summary>
    public SocketError SocketError { get; private set; }

    /// <summary>True where nothing ended the connection before.</summary>
    public bool TrySetShutdown(PipeShutdownKind kind) => Interlocked.CompareExchange(ref _shutdownKind, (int)kind, 0) == 0;

    public void StartReceiving() =>
        receiveOptions.ReaderScheduler.Schedule(static pump => _ = ((StreamPump)pump!).ReceiveAsync(), this);

    public void StartSending() =>
        sendOptions.ReaderScheduler.Schedule(static pump => _ = ((StreamPump)pump!).SendAsync(), this);

    private async Task ReceiveAsync()
    {
        Exception? error = null;
        try
        {
            TrySetShutdown(await FillAsync().ConfigureAwait(false));
        }
        catch (Exception exception)
        {
            (PipeShutdownKind kind, error) = PumpFailure.Reading(exception);
            Fail(kind, exception);
        }

        DirectionEnded?.Invoke(SocketShutdown.Receive);
        await _receive.Writer.CompleteAsync(error).ConfigureAwait(false);
    }

    private async Task<PipeShutdownKind> FillAsync()
    {
        while (true)
        {
            if (zeroLengthReads)
                await stream.ReadAsync(Memory<byte>.Empty).ConfigureAwait(false);
            int read = await stream.ReadAsync(_receive.Writer.GetMemory(1)).ConfigureAwait(false);
            Volatile.Write(ref _lastReceived, read);
            if (read == 0)
                return PipeShutdownKind.ReadEndOfStream;

            Interlocked.Add(ref _received, read);
            _receive.Writer.Advance(read);
            FlushResult flush = await _receive.Writer.FlushAsync().ConfigureAwait(false);
            if (flush.IsCompleted)
                return PipeShutdownKind.ReadFlushCompleted;
            if (flush.IsCanceled)
                return PipeShutdownKind.ReadFlushCanceled;
        }
    }

    private async Task SendAsync()
    {
        Exception? error = null;
        try
        {
            await DrainAsync().ConfigureAwait(false);
            TrySetShutdown(PipeShutdownKind.WriteEndOfStream);
        }
        catch (Exception exception)
        {
            (PipeShutdownKind kind, error) = PumpFailure.Writing(exception);
            Fail(kind, exception);
        }

        DirectionEnded?.Invoke(SocketShutdown.Send);
        await _send.Reader.CompleteAsync(error).ConfigureAwait(false);
    }

    private async Task DrainAsync()
    {
        while (true)
        {
            ReadResult result = await _send.Reader.ReadAsync().ConfigureAwait(false);
            foreach (ReadOnlyMemory<byte> segment in result.Buffer)
            {
                await stream.WriteAsync(segment).ConfigureAwait(false);
                Interlocked.Add(ref _sent, segment.Length);
            }

            await stream.FlushAsync().ConfigureAwait(false);
            _send.Reader.AdvanceTo(result.Buffer.End);
            if (result.IsCompleted || result.IsCanceled)
                return;
        }
    }

    private void Fail(PipeShutdownKind kind, Exception exception)
    {
        if (TrySetShutdown(kind) && PumpFailure.Socket(exception) is { } failure)
            SocketError = failure.SocketErrorCode;
    }
}
