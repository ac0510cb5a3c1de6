using Inpaint.Serving.Inference;
using Inpaint.Tests.Unit.Serving.Support;

namespace Inpaint.Tests.Unit.Serving.Inference;

public class InferenceEngineTests
{
    [Fact]
    public async Task Events_come_in_order_and_end_with_the_result()
    {
        using var harness = new EngineHarness(new InferenceOptions { MaxBatch = 8 }) { Steps = 2 };
        harness.Go(2);

        List<InferenceEvent> events = await harness.ReadAsync(harness.Engine.Submit(4, null, CancellationToken.None)).DefaultTimeout();

        Assert.Equal(0, Assert.IsType<InferenceQueued>(events[0]).Position);
        Assert.Equal(1, Assert.IsType<InferenceStarted>(events[1]).BatchSize);
        Assert.All(events[2..^1], item => Assert.IsType<InferenceProgressed>(item));
        Assert.Equal(40, Assert.IsType<InferenceCompleted<int>>(events[^1]).Output);
    }

    [Fact]
    public async Task Requests_that_wait_are_computed_together_up_to_the_limit()
    {
        using var harness = new EngineHarness(new InferenceOptions { MaxBatch = 2 });
        IAsyncEnumerable<InferenceEvent> first = harness.Engine.Submit(1, null, CancellationToken.None);
        await harness.Begun.WaitAsync().DefaultTimeout();
        IAsyncEnumerable<InferenceEvent>[] others = [.. Enumerable.Range(2, 3).Select(x => harness.Engine.Submit(x, null, CancellationToken.None))];
        harness.Go(3);

        Assert.Equal(10, await harness.ResultAsync(first));
        int[] results = await Task.WhenAll(others.Select(harness.ResultAsync));
        Assert.Equal([20, 30, 40], results);
        Assert.Equal([[1], [2, 3], [4]], harness.Batches);
    }

    [Fact]
    public async Task Incompatible_requests_are_not_computed_together_and_do_not_hold_up_others()
    {
        using var harness = new EngineHarness(new InferenceOptions { MaxBatch = 8 }, (a, b) => a % 2 == b % 2);
        IAsyncEnumerable<InferenceEvent> first = harness.Engine.Submit(9, null, CancellationToken.None);
        await harness.Begun.WaitAsync().DefaultTimeout();
        IAsyncEnumerable<InferenceEvent>[] others = [.. Enumerable.Range(1, 4).Select(x => harness.Engine.Submit(x, null, CancellationToken.None))];
        harness.Go(3);

        await harness.ResultAsync(first);
        await Task.WhenAll(others.Select(harness.ResultAsync));
        Assert.Equal([[9], [1, 3], [2, 4]], harness.Batches);
    }

    [Fact]
    public async Task Queue_limit_is_exact()
    {
        using var harness = new EngineHarness(new InferenceOptions { QueueCapacity = 3, MaxBatch = 8 });
        IAsyncEnumerable<InferenceEvent> first = harness.Engine.Submit(1, null, CancellationToken.None);
        await harness.Begun.WaitAsync().DefaultTimeout();

        IAsyncEnumerable<InferenceEvent>?[] admitted = await Task.WhenAll(Enumerable.Range(2, 50).Select(x => Task.Run(() => TrySubmit(harness, x))));

        Assert.Equal(3, admitted.Count(events => events is not null));
        Assert.Equal(3, harness.Engine.Waiting);
        QueueFullException full = Assert.Throws<QueueFullException>(harness.Engine.ThrowIfFull);
        Assert.True(full.RetryAfter > TimeSpan.Zero);
        harness.Go(2);
        await harness.ResultAsync(first);
        Assert.All(await Task.WhenAll(admitted.OfType<IAsyncEnumerable<InferenceEvent>>().Select(harness.ResultAsync)), x => Assert.Equal(0, x % 10));
    }

    [Fact]
    public async Task Cancelled_while_queued_is_never_computed_and_frees_its_place()
    {
        using var harness = new EngineHarness(new InferenceOptions { QueueCapacity = 1 });
        IAsyncEnumerable<InferenceEvent> first = harness.Engine.Submit(1, null, CancellationToken.None);
        await harness.Begun.WaitAsync().DefaultTimeout();
        using var cancellation = new CancellationTokenSource();
        IAsyncEnumerable<InferenceEvent> withdrawn = harness.Engine.Submit(2, null, cancellation.Token);

        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => harness.ReadAsync(withdrawn).DefaultTimeout());
        IAsyncEnumerable<InferenceEvent> third = harness.Engine.Submit(3, null, CancellationToken.None);
        harness.Go(2);
        await harness.ResultAsync(first);
        Assert.Equal(30, await harness.ResultAsync(third));
        Assert.Equal([[1], [3]], harness.Batches);
    }

    [Fact]
    public async Task Expired_in_the_queue_is_never_computed()
    {
        using var harness = new EngineHarness(new InferenceOptions { MaxBatch = 8 });
        IAsyncEnumerable<InferenceEvent> first = harness.Engine.Submit(1, null, CancellationToken.None);
        await harness.Begun.WaitAsync().DefaultTimeout();
        IAsyncEnumerable<InferenceEvent> late = harness.Engine.Submit(2, harness.Time.GetUtcNow().AddSeconds(1), CancellationToken.None);
        IAsyncEnumerable<InferenceEvent> patient = harness.Engine.Submit(3, harness.Time.GetUtcNow().AddSeconds(60), CancellationToken.None);

        harness.Time.Advance(TimeSpan.FromSeconds(2));
        harness.Go(2);

        await Assert.ThrowsAsync<TimeoutException>(() => harness.ReadAsync(late).DefaultTimeout());
        Assert.Equal(10, await harness.ResultAsync(first));
        Assert.Equal(30, await harness.ResultAsync(patient));
        Assert.Equal([[1], [3]], harness.Batches);
    }

    [Fact]
    public async Task Cancelling_one_of_a_batch_leaves_the_others()
    {
        using var harness = new EngineHarness(new InferenceOptions { MaxBatch = 8 });
        IAsyncEnumerable<InferenceEvent> first = harness.Engine.Submit(1, null, CancellationToken.None);
        await harness.Begun.WaitAsync().DefaultTimeout();
        using var cancellation = new CancellationTokenSource();
        IAsyncEnumerable<InferenceEvent> withdrawn = harness.Engine.Submit(2, null, cancellation.Token);
        IAsyncEnumerable<InferenceEvent> other = harness.Engine.Submit(3, null, CancellationToken.None);
        harness.Go();
        await harness.Begun.WaitAsync().DefaultTimeout();

        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => harness.ReadAsync(withdrawn).DefaultTimeout());
        harness.Go();
        Assert.Equal(10, await harness.ResultAsync(first));
        Assert.Equal(30, await harness.ResultAsync(other));
    }

    [Fact]
    public async Task Computing_stops_within_one_step_when_the_last_of_a_batch_is_cancelled()
    {
        using var harness = new EngineHarness(new InferenceOptions { MaxBatch = 8 }) { Steps = 100 };
        using var cancellation = new CancellationTokenSource();
        IAsyncEnumerable<InferenceEvent> withdrawn = harness.Engine.Submit(1, null, cancellation.Token);
        await harness.Begun.WaitAsync().DefaultTimeout();

        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => harness.ReadAsync(withdrawn).DefaultTimeout());

        IAsyncEnumerable<InferenceEvent> next = harness.Engine.Submit(2, null, CancellationToken.None);
        harness.Go(101);
        Assert.Equal(20, await harness.ResultAsync(next));
        Assert.InRange(harness.StepsDone, 100, 101);
    }

    [Fact]
    public async Task One_bad_request_of_a_batch_fails_alone()
    {
        using var harness = new EngineHarness(new InferenceOptions { MaxBatch = 8 }) { Poisoned = { 3 } };
        IAsyncEnumerable<InferenceEvent> first = harness.Engine.Submit(1, null, CancellationToken.None);
        await harness.Begun.WaitAsync().DefaultTimeout();
        IAsyncEnumerable<InferenceEvent>[] others = [.. Enumerable.Range(2, 3).Select(x => harness.Engine.Submit(x, null, CancellationToken.None))];
        harness.Go(5);

        Assert.Equal(10, await harness.ResultAsync(first));
        Assert.Equal(20, await harness.ResultAsync(others[0]));
        await Assert.ThrowsAsync<InvalidOperationException>(() => harness.ReadAsync(others[1]).DefaultTimeout());
        Assert.Equal(40, await harness.ResultAsync(others[2]));
    }

    [Fact]
    public async Task A_reader_who_comes_late_gets_the_latest_progress_alone_and_the_result()
    {
        using var harness = new EngineHarness(new InferenceOptions { MaxBatch = 8 }) { Steps = 500 };
        IAsyncEnumerable<InferenceEvent> slow = harness.Engine.Submit(1, null, CancellationToken.None);
        IAsyncEnumerable<InferenceEvent> next = harness.Engine.Submit(2, null, CancellationToken.None);
        harness.Go(1000);
        await harness.ResultAsync(next);

        List<InferenceEvent> events = await harness.ReadAsync(slow).DefaultTimeout();

        Assert.Equal(4, events.Count);
        Assert.Equal(500, Assert.IsType<InferenceProgressed>(events[2]).Step);
        Assert.Equal(10, Assert.IsType<InferenceCompleted<int>>(events[3]).Output);
    }

    [Fact]
    public async Task Cancelling_after_the_end_does_nothing()
    {
        using var harness = new EngineHarness(new InferenceOptions { MaxBatch = 8 });
        using var cancellation = new CancellationTokenSource();
        IAsyncEnumerable<InferenceEvent> events = harness.Engine.Submit(1, null, cancellation.Token);
        harness.Go(2);
        Assert.Equal(20, await harness.ResultAsync(harness.Engine.Submit(2, null, CancellationToken.None)));

        await cancellation.CancelAsync();

        Assert.Equal(10, await harness.ResultAsync(events));
    }

    [Fact]
    public async Task Disposing_withdraws_what_waits_and_what_is_computed()
    {
        var harness = new EngineHarness(new InferenceOptions { MaxBatch = 1 });
        IAsyncEnumerable<InferenceEvent> computing = harness.Engine.Submit(1, null, CancellationToken.None);
        await harness.Begun.WaitAsync().DefaultTimeout();
        IAsyncEnumerable<InferenceEvent> waiting = harness.Engine.Submit(2, null, CancellationToken.None);

        harness.Engine.Dispose();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => harness.ReadAsync(computing).DefaultTimeout());
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => harness.ReadAsync(waiting).DefaultTimeout());
        Assert.Throws<ObjectDisposedException>(() => harness.Engine.Submit(3, null, CancellationToken.None));
        Assert.Equal([[1]], harness.Batches);
    }

    private static IAsyncEnumerable<InferenceEvent>? TrySubmit(EngineHarness harness, int x)
    {
        try
        {
            return harness.Engine.Submit(x, null, CancellationToken.None);
        }
        catch (QueueFullException)
        {
            return null;
        }
    }
}
