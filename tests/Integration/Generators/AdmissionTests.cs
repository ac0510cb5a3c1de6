using Grpc.Core;
using Inpaint.Tests.Integration.Serving;
using Inpaint.Tests.Integration.Support;
using Inpaint.V1;

namespace Inpaint.Tests.Integration.Generators;

public class AdmissionTests
{
    [Fact]
    public async Task Overload_is_refused_with_a_hint_and_what_was_admitted_is_completed()
    {
        await using StubGenerator generator = await StubGenerator.StartAsync(null, "--Inference:QueueCapacity", "2");
        Task<List<InpaintResponse>> computing = await BeginHeldAsync(generator, 1);
        AsyncServerStreamingCall<InpaintResponse>[] waiting = [await QueueAsync(generator, 2), await QueueAsync(generator, 3)];

        RpcException exception = await Assert.ThrowsAsync<RpcException>(() => generator.InpaintAsync(StubGenerator.Request(4)));

        Assert.Equal(StatusCode.ResourceExhausted, exception.StatusCode);
        Assert.True(Refusals.RetryDelayOf(exception) > TimeSpan.Zero);
        generator.Models.Go(3);
        await computing.Within();
        foreach (AsyncServerStreamingCall<InpaintResponse> call in waiting)
            Assert.NotNull((await StubGenerator.ReadAsync(call).Within())[^1].Result);
        Assert.Equal([1L, 2, 3], generator.Models.Batches.SelectMany(batch => batch));
    }

    [Fact]
    public async Task Cancelled_while_queued_is_never_computed()
    {
        await using StubGenerator generator = await StubGenerator.StartAsync(null, "--Inference:QueueCapacity", "1");
        Task<List<InpaintResponse>> computing = await BeginHeldAsync(generator, 1);
        using (AsyncServerStreamingCall<InpaintResponse> withdrawn = await QueueAsync(generator, 2))
        {
            // Disposing cancels the call.
        }

        using AsyncServerStreamingCall<InpaintResponse> next = await QueueWhenThereIsRoomAsync(generator, 3);
        generator.Models.Go(2);

        await computing.Within();
        Assert.NotNull((await StubGenerator.ReadAsync(next).Within())[^1].Result);
        Assert.Equal([1L, 3], generator.Models.Batches.SelectMany(batch => batch));
    }

    [Fact]
    public async Task Cancelling_stops_the_computation_within_one_step_and_the_next_is_served()
    {
        await using StubGenerator generator = await StubGenerator.StartAsync(new StubModels { Steps = 50 });
        await generator.InpaintAsync(StubGenerator.Request(1));
        await generator.Models.Begun.WaitAsync().Within();
        generator.Models.Hold();
        using AsyncServerStreamingCall<InpaintResponse> call = generator.Client.Inpaint(StubGenerator.Request(2));
        await generator.Models.Begun.WaitAsync().Within();

        call.Dispose();
        // Begun only when the computation before it has ended, without having been let go.
        using AsyncServerStreamingCall<InpaintResponse> next = generator.Client.Inpaint(StubGenerator.Request(3));
        await generator.Models.Begun.WaitAsync().Within();
        generator.Models.Go(50);

        Assert.NotNull((await StubGenerator.ReadAsync(next).Within())[^1].Result);
        Assert.Equal(100, generator.Models.StepsDone);
    }

    [Fact]
    public async Task Batched_requests_get_the_bytes_they_get_alone()
    {
        await using StubGenerator generator = await StubGenerator.StartAsync(null, "--Inference:MaxBatch", "8");
        InpaintResult alone = (await generator.InpaintAsync(StubGenerator.Request(77)))[^1].Result;
        await generator.Models.Begun.WaitAsync().Within();
        Task<List<InpaintResponse>> computing = await BeginHeldAsync(generator, 1);
        AsyncServerStreamingCall<InpaintResponse>[] waiting = [await QueueAsync(generator, 76), await QueueAsync(generator, 77), await QueueAsync(generator, 78)];

        generator.Models.Go(2);

        await computing.Within();
        List<InpaintResponse>[] answers = await Task.WhenAll(waiting.Select(StubGenerator.ReadAsync)).Within();
        Assert.Equal(alone.Picture, answers[1][^1].Result.Picture);
        Assert.Equal(3, answers[1].Single(item => item.Started is not null).Started.BatchSize);
    }

    [Fact]
    public async Task Stopping_service_finishes_the_requests_under_way()
    {
        await using StubGenerator generator = await StubGenerator.StartAsync();
        Task<List<InpaintResponse>> computing = await BeginHeldAsync(generator, 1);
        using AsyncServerStreamingCall<InpaintResponse> waiting = await QueueAsync(generator, 2);

        Task stopping = generator.Service.StopAsync();
        await TimeLimit.Until(() => Task.FromResult(generator.Service.App.Lifetime.ApplicationStopping.IsCancellationRequested), "stopping begins");
        generator.Models.Go(2);

        Assert.Equal(1, (await computing.Within())[^1].Result.Seed);
        Assert.Equal(2, (await StubGenerator.ReadAsync(waiting).Within())[^1].Result.Seed);
        await stopping;
    }

    /// <summary>One request that is being computed and held there; its model is open before.</summary>
    private static async Task<Task<List<InpaintResponse>>> BeginHeldAsync(StubGenerator generator, long seed)
    {
        await generator.Client.DescribeGeneratorAsync(new DescribeGeneratorRequest()).ResponseAsync.Within();
        generator.Models.Hold();
        Task<List<InpaintResponse>> computing = generator.InpaintAsync(StubGenerator.Request(seed));
        await generator.Models.Begun.WaitAsync().Within();
        return computing;
    }

    /// <summary>A request that has been told that it waits.</summary>
    private static async Task<AsyncServerStreamingCall<InpaintResponse>> QueueAsync(StubGenerator generator, long seed)
    {
        AsyncServerStreamingCall<InpaintResponse> call = generator.Client.Inpaint(StubGenerator.Request(seed));
        Assert.True(await call.ResponseStream.MoveNext().Within());
        Assert.Equal(InpaintResponse.EventOneofCase.Queued, call.ResponseStream.Current.EventCase);
        return call;
    }

    private static async Task<AsyncServerStreamingCall<InpaintResponse>> QueueWhenThereIsRoomAsync(StubGenerator generator, long seed)
    {
        AsyncServerStreamingCall<InpaintResponse>? call = null;
        await TimeLimit.Until(
            async () =>
            {
                try
                {
                    call = await QueueAsync(generator, seed);
                    return true;
                }
                catch (RpcException exception) when (exception.StatusCode == StatusCode.ResourceExhausted)
                {
                    return false;
                }
            },
            "the withdrawn request's place is free");
        return call!;
    }
}
