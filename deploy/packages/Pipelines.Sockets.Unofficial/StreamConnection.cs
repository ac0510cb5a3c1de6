using System.IO.Pipelines;

namespace Pipelines.Sockets.Unofficial;

/// <summary>Pipes over streams, such as those of TLS.</summary>
public static class StreamConnection
{
    /// <summary>Both ways over one stream.</summary>
    public static IDuplexPipe GetDuplex(Stream stream, PipeOptions? sendPipeOptions, PipeOptions? receivePipeOptions, string? name = null)
    {
        Require(stream.CanRead && stream.CanWrite, stream, "read and written");
        StreamPump pump = new(stream, sendPipeOptions ?? PipeOptions.Default, receivePipeOptions ?? PipeOptions.Default, zeroLengthReads: false);
        pump.StartReceiving();
        pump.StartSending();
        return new Duplex(pump, name);
    }

    /// <summary>The bytes of a stream.</summary>
    public static PipeReader GetReader(Stream stream, PipeOptions? pipeOptions = null, string? name = null)
    {
        Require(stream.CanRead, stream, "read");
        StreamPump pump = new(stream, PipeOptions.Default, pipeOptions ?? PipeOptions.Default, zeroLengthReads: false);
        pump.StartReceiving();
        return pump.Input;
    }

    private static void Require(bool holds, Stream stream, string ability)
    {
        if (!holds)
            throw new ArgumentException($"{stream.GetType().Name} cannot be {ability}.", nameof(stream));
    }

    private sealed class Duplex(StreamPump pump, string? name) : IMeasuredDuplexPipe
    {
        public PipeReader Input => pump.Input;

        public PipeWriter Output => pump.Output;

        public long TotalBytesSent => pump.Sent;

        public long TotalBytesReceived => pump.Received;

        public override string ToString() => string.IsNullOrWhiteSpace(name) ? nameof(StreamConnection) : name;
    }
}
