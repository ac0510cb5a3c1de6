namespace Grpc.Core;

/// <summary>
/// What the four call objects share: headers, status, trailers, disposal. An implementation passes either plain delegates,
/// or delegates over one state object, which saves it a closure for each.
/// </summary>
internal readonly struct CallLifetime(
    Func<object, Task<Metadata>> responseHeadersAsync,
    Func<object, Status> getStatus,
    Func<object, Metadata> getTrailers,
    Action<object> dispose,
    object state)
{
    public CallLifetime(Task<Metadata> responseHeadersAsync, Func<Status> getStatus, Func<Metadata> getTrailers, Action dispose)
        : this(
            static state => ((Plain)state).ResponseHeadersAsync,
            static state => ((Plain)state).GetStatus(),
            static state => ((Plain)state).GetTrailers(),
            static state => ((Plain)state).Dispose(),
            new Plain(responseHeadersAsync, getStatus, getTrailers, dispose))
    {
    }

    public Task<Metadata> ResponseHeadersAsync => responseHeadersAsync(state);

    public Status GetStatus() => getStatus(state);

    public Metadata GetTrailers() => getTrailers(state);

    public void Dispose() => dispose(state);

    private sealed record Plain(Task<Metadata> ResponseHeadersAsync, Func<Status> GetStatus, Func<Metadata> GetTrailers, Action Dispose);
}
