using System.IO.Pipelines;
using System.Net.Sockets;

namespace Pipelines.Sockets.Unofficial;

/// <summary>Pipes over a connected socket.</summary>
public sealed class SocketConnection : IMeasuredDuplexPipe, IDisposable
{
    private readonly StreamPump _pump;
    private readonly CountingReader _input;
    private readonly CountingWriter _output;
    private readonly string _name;

    private SocketConnection(Socket socket, PipeOptions? send, PipeOptions? receive, SocketConnectionOptions options, string? name)
    {
        ArgumentNullException.ThrowIfNull(socket);
        Socket = socket;
        _name = string.IsNullOrWhiteSpace(name) ? nameof(SocketConnection) : name.Trim();
        _pump = new StreamPump(
            new NetworkStream(socket, ownsSocket: false),
            send ?? PipeOptions.Default,
            receive ?? PipeOptions.Default,
            options.HasFlag(SocketConnectionOptions.ZeroLengthReads))
        {
            DirectionEnded = Shutdown,
        };
        _input = new CountingReader(_pump.Input, OnInputCompleted);
        _output = new CountingWriter(_pump.Output, OnOutputCompleted);
        _pump.StartSending();
        _pump.StartReceiving();
    }

    public Socket Socket { get; }

    public PipeReader Input => _input;

    public PipeWriter Output => _output;

    public PipeShutdownKind ShutdownKind => _pump.ShutdownKind;

    /// <summary>The socket's error, where that is what ended the connection.</summary>
    public SocketError SocketError => _pump.SocketError;

    public long BytesSent => _pump.Sent;

    public long BytesRead => _pump.Received;

    /// <summary>The bytes of the last receive; 0 once the other side has ended the stream.</summary>
    public int LastReceived => _pump.LastReceived;

    long IMeasuredDuplexPipe.TotalBytesSent => BytesSent;

    long IMeasuredDuplexPipe.TotalBytesReceived => BytesRead;

    public static SocketConnection Create(
        Socket socket,
        PipeOptions? sendPipeOptions,
        PipeOptions? receivePipeOptions,
        SocketConnectionOptions socketConnectionOptions = SocketConnectionOptions.None,
        string? name = null) => new(socket, sendPipeOptions, receivePipeOptions, socketConnectionOptions, name);

    /// <summary>Checks what this library needs beside itself, which is nothing on this framework.</summary>
    public static void AssertDependencies()
    {
    }

    /// <summary>Sends small messages at once.</summary>
    public static void SetRecommendedClientOptions(Socket socket)
    {
        if (socket.AddressFamily != AddressFamily.Unix)
            socket.NoDelay = true;
    }

    /// <summary>Notes that the protocol itself ended the connection; true where nothing ended it before.</summary>
    public bool TrySetProtocolShutdown(PipeShutdownKind kind) =>
        kind is PipeShutdownKind.ProtocolExitClient or PipeShutdownKind.ProtocolExitServer && _pump.TrySetShutdown(kind);

    /// <summary>How many bytes wait where, now.</summary>
    public Counters GetCounters() => new(Available(), _output.Written - _pump.Sent, _pump.Received - _input.Consumed);

    public override string ToString() => _name;

    public void Dispose()
    {
        _pump.TrySetShutdown(PipeShutdownKind.PipeDisposed);
        Shutdown(SocketShutdown.Both);
        Socket.Dispose();
    }

    private void OnInputCompleted()
    {
        _pump.TrySetShutdown(PipeShutdownKind.InputReaderCompleted);
        Shutdown(SocketShutdown.Receive);
    }

    private void OnOutputCompleted() => _pump.TrySetShutdown(PipeShutdownKind.OutputWriterCompleted);

    private void Shutdown(SocketShutdown how)
    {
        try
        {
            Socket.Shutdown(how);
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // It was closed before, by either side: which is what was asked for.
        }
    }

    private int Available()
    {
        try
        {
            return Socket.Available;
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            return 0;
        }
    }

    /// <summary>Bytes that wait in the socket and in the two pipes.</summary>
    public readonly struct Counters
    {
        internal Counters(long available, long waitingToBeSent, long waitingToBeRead)
        {
            BytesAvailableOnSocket = available;
            BytesWaitingToBeSent = waitingToBeSent;
            BytesWaitingToBeRead = waitingToBeRead;
        }

        public long BytesAvailableOnSocket { get; }

        public long BytesWaitingToBeSent { get; }

        public long BytesWaitingToBeRead { get; }
    }
}
