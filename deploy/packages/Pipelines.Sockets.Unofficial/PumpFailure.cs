using System.Net.Sockets;

namespace Pipelines.Sockets.Unofficial;

/// <summary>Sorts what ended a loop of a connection: the reason to keep, and the error the application is to see.</summary>
internal static class PumpFailure
{
    public static (PipeShutdownKind Kind, Exception? Error) Reading(Exception exception) => Socket(exception) switch
    {
        { SocketErrorCode: SocketError.ConnectionReset } reset => (PipeShutdownKind.ReadSocketError, new ConnectionResetException(reset.Message, reset)),
        { SocketErrorCode: SocketError.OperationAborted or SocketError.ConnectionAborted or SocketError.Interrupted or SocketError.InvalidArgument } aborted =>
            (PipeShutdownKind.ReadSocketError, new ConnectionAbortedException("The connection was aborted", aborted)),
        { } other => (PipeShutdownKind.ReadSocketError, other),
        null when exception is ObjectDisposedException => (PipeShutdownKind.ReadDisposed, new ConnectionAbortedException()),
        null when exception is IOException => (PipeShutdownKind.ReadIOException, exception),
        null => (PipeShutdownKind.ReadException, new IOException(exception.Message, exception)),
    };

    // Whoever closed the connection on this side knows: no error for them.
    public static (PipeShutdownKind Kind, Exception? Error) Writing(Exception exception) => Socket(exception) switch
    {
        { SocketErrorCode: SocketError.OperationAborted } => (PipeShutdownKind.WriteSocketError, null),
        { } other => (PipeShutdownKind.WriteSocketError, other),
        null when exception is ObjectDisposedException => (PipeShutdownKind.WriteDisposed, null),
        null when exception is IOException => (PipeShutdownKind.WriteIOException, exception),
        null => (PipeShutdownKind.WriteException, new IOException(exception.Message, exception)),
    };

    public static SocketException? Socket(Exception exception) =>
        exception as SocketException ?? exception.InnerException as SocketException;
}
