namespace Pipelines.Sockets.Unofficial;

/// <summary>What ended a connection first.</summary>
public enum PipeShutdownKind
{
    /// <summary>It has not ended.</summary>
    None = 0,

    PipeDisposed = 1,
    ReadEndOfStream = 100,
    ReadDisposed = 101,
    ReadIOException = 102,
    ReadException = 103,
    ReadSocketError = 104,
    ReadFlushCompleted = 105,
    ReadFlushCanceled = 106,
    WriteEndOfStream = 200,
    WriteDisposed = 201,
    WriteIOException = 203,
    WriteException = 204,
    WriteSocketError = 205,
    InputReaderCompleted = 300,
    InputWriterCompleted = 301,
    OutputReaderCompleted = 302,
    OutputWriterCompleted = 303,

    /// <summary>The protocol's own goodbye, from the client.</summary>
    ProtocolExitClient = 400,

    /// <summary>The protocol's own goodbye, from the server.</summary>
    ProtocolExitServer = 401,
}

/// <summary>Choices of a connection; the inline ones are accepted and have no effect here.</summary>
[Flags]
public enum SocketConnectionOptions
{
    None = 0,

    /// <summary>Waits for bytes before it takes a buffer for them.</summary>
    ZeroLengthReads = 1,

    InlineReads = 2,
    InlineWrites = 4,
    InlineConnect = 8,
}
