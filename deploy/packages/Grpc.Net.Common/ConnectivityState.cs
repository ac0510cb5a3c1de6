namespace Grpc.Core;

/// <summary>Whether a channel is connected.</summary>
public enum ConnectivityState
{
    Idle,
    Connecting,
    Ready,
    TransientFailure,
    Shutdown,
}
