using Google.Protobuf;
using Grpc.Core;
using Inpaint.Client;
using Inpaint.V1;

namespace Inpaint.Tests.Integration.Gateway;

public sealed class GatewayStreamingTests : IAsyncLifetime
{
    private Backend _unet = null!;
    private RunningGateway _gateway = null!;

    public async Task InitializeAsync()
    {
        _unet = await Backend.StartAsync("unet");
        _gateway = await RunningGateway.StartAsync([.. RunningGateway.Generator("unet", _unet)]);
    }

    public async Task DisposeAsync()
    {
        await _gateway.DisposeAsync();
        await _unet.DisposeAsync();
    }

    [Fact]
    public async Task Events_arrive_while_the_work_goes_on()
    {
        var finish = new TaskCompletionSource();
        _unet.State.Work = finish.Task.WaitAsync;
        await using IAsyncEnumerator<InpaintEvent> events = _gateway.Client.InpaintAsync(new InpaintRequest { RequestId = "r" }).GetAsyncEnumerator();
        Assert.IsType<InpaintEvent.Queued>(await NextAsync(events));
        Assert.IsType<InpaintEvent.Started>(await NextAsync(events));
        finish.SetResult();
        Assert.Equal("r", Assert.IsType<InpaintEvent.Completed>(await NextAsync(events)).RequestId);
        Assert.False(await events.MoveNextAsync().AsTask().WaitAsync(RunningGateway.Timeout));
    }

    [Fact]
    public async Task Cancelled_call_is_cancelled_in_the_generator()
    {
        _unet.State.Work = token => Task.Delay(System.Threading.Timeout.Infinite, token);
        using var cancellation = new CancellationTokenSource();
        await using IAsyncEnumerator<InpaintEvent> events =
            _gateway.Client.InpaintAsync(new InpaintRequest(), cancellationToken: cancellation.Token).GetAsyncEnumerator(CancellationToken.None);
        await NextAsync(events);
        await NextAsync(events);
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => NextAsync(events));
        await _unet.State.Cancelled.Task.WaitAsync(RunningGateway.Timeout);
    }

    [Fact]
    public async Task Deadline_is_kept_by_the_generator()
    {
        _unet.State.Work = token => Task.Delay(System.Threading.Timeout.Infinite, token);
        var settings = new CallSettings { Deadline = TimeSpan.FromMilliseconds(300) };
        var error = await Assert.ThrowsAsync<InpaintException>(
            () => _gateway.Client.InpaintAsync(new InpaintRequest(), settings).ToListAsync().AsTask().WaitAsync(RunningGateway.Timeout));
        Assert.Equal(StatusCode.DeadlineExceeded, error.Code);
        await _unet.State.Cancelled.Task.WaitAsync(RunningGateway.Timeout);
    }

    [Fact]
    public async Task Generator_killed_in_mid_stream_is_unavailable()
    {
        _unet.State.Work = token => Task.Delay(System.Threading.Timeout.Infinite, token);
        await using IAsyncEnumerator<InpaintEvent> events = _gateway.Client.InpaintAsync(new InpaintRequest()).GetAsyncEnumerator();
        await NextAsync(events);
        await NextAsync(events);
        Task killing = _unet.KillAsync();
        var error = await Assert.ThrowsAsync<InpaintException>(() => NextAsync(events));
        Assert.Equal(StatusCode.Unavailable, error.Code);
        await killing.WaitAsync(RunningGateway.Timeout);
    }

    [Fact]
    public async Task Many_requests_share_a_stream_and_one_failure_leaves_the_others()
    {
        IEnumerable<InpaintRequest> requests = Enumerable.Range(0, 100)
            .Select(i => new InpaintRequest { RequestId = $"r{i}", Text = i == 42 ? "fail" : "" });
        List<InpaintEvent> events = await _gateway.Client.InpaintManyAsync(requests.ToAsyncEnumerable())
            .ToListAsync().AsTask().WaitAsync(RunningGateway.Timeout);
        Assert.Equal(Enumerable.Range(0, 100).Select(i => $"r{i}").Order(), events.Select(happened => happened.RequestId).Order());
        InpaintEvent.Failed failed = Assert.Single(events.OfType<InpaintEvent.Failed>());
        Assert.Equal("r42", failed.RequestId);
        Assert.Equal(StatusCode.InvalidArgument, failed.Error.Code);
        Assert.Equal("text", Assert.Single(failed.Error.Violations).Field);
        // All of it was one call.
        Assert.Single(_unet.State.Headers);
    }

    [Fact]
    public async Task Stream_keeps_no_more_requests_under_way_than_asked()
    {
        var release = new SemaphoreSlim(0);
        int sent = 0;
        _unet.State.Work = release.WaitAsync;
        IAsyncEnumerable<InpaintRequest> requests = Enumerable.Range(0, 50).ToAsyncEnumerable().Select(i =>
        {
            Interlocked.Increment(ref sent);
            return new InpaintRequest { RequestId = $"r{i}" };
        });
        int done = 0;
        await using IAsyncEnumerator<InpaintEvent> events = _gateway.Client.InpaintManyAsync(requests, underWay: 4).GetAsyncEnumerator();
        while (done < 50)
        {
            release.Release();
            await NextAsync(events);
            done++;
            Assert.InRange(Volatile.Read(ref sent), done, done + 4);
        }
        Assert.False(await events.MoveNextAsync().AsTask().WaitAsync(RunningGateway.Timeout));
        release.Dispose();
    }

    [Fact]
    public async Task Failing_source_ends_the_stream_with_its_own_error()
    {
        var error = await Assert.ThrowsAsync<InvalidDataException>(
            () => _gateway.Client.InpaintManyAsync(Failing()).ToListAsync().AsTask().WaitAsync(RunningGateway.Timeout));
        Assert.Equal("no more", error.Message);

        static async IAsyncEnumerable<InpaintRequest> Failing()
        {
            yield return new InpaintRequest { RequestId = "1" };
            await Task.Yield();
            throw new InvalidDataException("no more");
        }
    }

    [Fact]
    public async Task Large_picture_passes_both_ways()
    {
        byte[] data = new byte[8 << 20];
        new Random(1).NextBytes(data);
        var request = new InpaintRequest { RequestId = "1", Partial = new Picture { Data = ByteString.CopyFrom(data) } };
        List<InpaintEvent> events = await _gateway.Client.InpaintAsync(request).ToListAsync().AsTask().WaitAsync(RunningGateway.Timeout);
        Assert.Equal(request.Partial, Assert.IsType<InpaintEvent.Completed>(events[^1]).Result.Picture);
    }

    private static async Task<InpaintEvent> NextAsync(IAsyncEnumerator<InpaintEvent> events)
    {
        Assert.True(await events.MoveNextAsync().AsTask().WaitAsync(RunningGateway.Timeout));
        return events.Current;
    }
}
