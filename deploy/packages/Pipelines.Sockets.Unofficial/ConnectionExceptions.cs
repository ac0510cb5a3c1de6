namespace Pipelines.Sockets.Unofficial;

/// <summary>The other side reset the connection.</summary>
public sealed class ConnectionResetException : IOException
{
    public ConnectionResetException() : this("The connection was reset")
    {
    }

    public ConnectionResetException(string message) : base(message)
    {
    }

    public ConnectionResetException(string message, Exception inner) : base(message, inner)
    {
    }
}

/// <summary>The connection was given up on this side.</summary>
public sealed class ConnectionAbortedException : OperationCanceledException
{
    public ConnectionAbortedException() : this("The connection was aborted")
    {
    }

    public ConnectionAbortedException(string message) : base(message)
    {
    }

    public ConnectionAbortedException(string message, Exception inner) : base(message, inner)
    {
    }
}
