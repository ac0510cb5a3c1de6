namespace Grpc.Core;

/// <summary>The outcome of a call, with the numbers that travel as <c>grpc-status</c>.</summary>
public enum StatusCode
{
    OK = 0,

    /// <summary>The caller gave the call up.</summary>
    Cancelled = 1,

    Unknown = 2,

    /// <summary>The request is wrong whatever the state of the service.</summary>
    InvalidArgument = 3,

    DeadlineExceeded = 4,
    NotFound = 5,
    AlreadyExists = 6,
    PermissionDenied = 7,

    /// <summary>A quota, a queue or memory is used up.</summary>
    ResourceExhausted = 8,

    /// <summary>The service is not in a state in which it can do this; a retry alone does not help.</summary>
    FailedPrecondition = 9,

    Aborted = 10,
    OutOfRange = 11,
    Unimplemented = 12,
    Internal = 13,

    /// <summary>The service cannot be reached now; a retry may help.</summary>
    Unavailable = 14,

    DataLoss = 15,
    Unauthenticated = 16,
}
