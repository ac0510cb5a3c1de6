using System.Threading.Channels;
using Grpc.Core;
using Inpaint.Serving.Streaming;
using Inpaint.Tests.Unit.Serving.Support;

namespace Inpaint.Tests.Unit.Serving.Streaming;

public class OrderedPipelineTests
{
    private readonly Channel<int> _requests = Channel.CreateUnbounded<int>();
    private readonly ListWriter _responses = new();

    [Fact]
    public async Task Answers_come_in_the_order_of_the_requests_whoever_is_done_first()
    {
        Send(Enumerable.Range(0, 100));
        _requests.Writer.Complete();

        await RunAsync(async (x, token) =>
        {
            await Task.Delay(x % 7, token);
            return x * 2;
        }).DefaultTimeout();

        Assert.Equal(Enumerable.Range(0, 100).Select(x => x * 2), _responses.Written);
    }

    [Fact]
    public async Task No_more_than_the_bound_are_under_way()
    {
        int underWay = 0, most = 0;
        Send(Enumerable.Range(0, 50));
        _requests.Writer.Complete();

        await RunAsync(async (x, token) =>
        {
            InterlockedMax(ref most, Interlocked.Increment(ref underWay));
            await Task.Delay(1, token);
            Interlocked.Decrement(ref underWay);
            return x;
        }).DefaultTimeout();

        Assert.InRange(most, 1, 4);
    }

    [Fact]
    public async Task A_failed_answer_ends_a_stream_that_is_still_open()
    {
        Send([1, 2, 3]);

        InvalidOperationException exception = await Assert.ThrowsAsync<InvalidOperationException>(() =>
            RunAsync((x, _) => x == 2 ? throw new InvalidOperationException("two") : Task.FromResult(x)).DefaultTimeout());

        Assert.Equal("two", exception.Message);
        Assert.Equal([1], _responses.Written);
    }

    [Fact]
    public async Task Cancelling_the_call_ends_it()
    {
        using var cancellation = new CancellationTokenSource();
        Task running = RunAsync((x, _) => Task.FromResult(x), cancellation.Token);

        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running.DefaultTimeout());
    }

    private void Send(IEnumerable<int> requests)
    {
        foreach (int request in requests)
            Assert.True(_requests.Writer.TryWrite(request));
    }

    private Task RunAsync(Func<int, CancellationToken, Task<int>> answer, CancellationToken cancellationToken = default) =>
        OrderedPipeline.RunAsync(new ChannelStream(_requests.Reader), _responses, answer, 4, cancellationToken);

    private static void InterlockedMax(ref int most, int value)
    {
        int seen;
        while (value > (seen = Volatile.Read(ref most)))
            Interlocked.CompareExchange(ref most, value, seen);
    }

    private sealed class ChannelStream(ChannelReader<int> reader) : IAsyncStreamReader<int>
    {
        public int Current { get; private set; }

        public async Task<bool> MoveNext(CancellationToken cancellationToken)
        {
            if (!await reader.WaitToReadAsync(cancellationToken))
                return false;
            Current = await reader.ReadAsync(cancellationToken);
            return true;
        }
    }

    private sealed class ListWriter : IAsyncStreamWriter<int>
    {
        public List<int> Written { get; } = [];

        public WriteOptions? WriteOptions { get; set; }

        public Task WriteAsync(int message)
        {
            Written.Add(message);
            return Task.CompletedTask;
        }

        public Task WriteAsync(int message, CancellationToken cancellationToken) => WriteAsync(message);
    }
}
