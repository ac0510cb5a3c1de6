using Grpc.Core;
using Inpaint.Serving;
using Inpaint.Tests.Integration.Support;
using Inpaint.V1;

namespace Inpaint.Tests.Integration.Augmentation;

public sealed class PullBatchesTests
{
    private static readonly BatchSpecification Specification = new()
    {
        DataSet = "bikes",
        Split = Split.Train,
        BatchSize = 4,
        Seed = 17,
        MaskKind = MaskKind.Mixed,
    };

    [Fact]
    public async Task Batches_come_as_they_are_demanded_and_no_further()
    {
        await using var service = await RunningAugmentation.StartAsync();
        using var call = service.Client.PullBatches();
        await OpenAsync(call, Specification);
        await DemandAsync(call, 2);
        await DemandAsync(call, 1);
        Assert.Equal([0L, 1L, 2L], (await ReadAsync(call, 3)).Select(b => b.BatchIndex));

        // Without demand the next read stays open; with it, the same read ends.
        var next = call.ResponseStream.MoveNext(CancellationToken.None);
        await DemandAsync(call, 1);
        Assert.True(await next.Within());
        Assert.Equal(3, call.ResponseStream.Current.BatchIndex);

        await call.RequestStream.CompleteAsync().Within();
        Assert.False(await call.ResponseStream.MoveNext(CancellationToken.None).Within());
        Assert.Equal(StatusCode.OK, call.GetStatus().StatusCode);
    }

    [Fact]
    public async Task Demand_stated_before_the_reader_is_done_is_served_in_full()
    {
        await using var service = await RunningAugmentation.StartAsync();
        using var call = service.Client.PullBatches();
        await OpenAsync(call, Specification);
        await DemandAsync(call, 5);
        await call.RequestStream.CompleteAsync().Within();
        Assert.Equal(5, (await ReadToEndAsync(call)).Count);
    }

    [Fact]
    public async Task Reader_that_resumes_gets_the_same_batches_bit_for_bit()
    {
        await using var first = await RunningAugmentation.StartAsync();
        await using var second = await RunningAugmentation.StartAsync("--Augmentation:CacheBytes=0", "--Augmentation:Workers=3");
        var all = await PullAsync(first, new BatchSpecification(Specification) { BatchCount = 5 });
        var rest = await PullAsync(second, new BatchSpecification(Specification) { FirstBatch = 3, BatchCount = 2 });
        Assert.Equal(all.Skip(3), rest);
    }

    [Fact]
    public async Task Pass_over_the_test_split_ends_by_itself()
    {
        await using var service = await RunningAugmentation.StartAsync();
        var batches = await PullAsync(service, new BatchSpecification(Specification) { Split = Split.Test, BatchSize = 300, KeepOrder = true });
        Assert.Equal([300L, 300L, 300L, 100L], batches.Select(b => b.Pictures.Shape[0]));
        Assert.Equal(Enumerable.Range(0, 1000).Select(i => $"bikes/test/{i}"), batches.SelectMany(b => b.SampleIds));
    }

    [Theory]
    [InlineData("open.data_set", StatusCode.InvalidArgument)]
    [InlineData("open.split", StatusCode.InvalidArgument)]
    [InlineData("open.batch_size", StatusCode.InvalidArgument)]
    [InlineData("open.first_batch", StatusCode.InvalidArgument)]
    [InlineData("open.batch_count", StatusCode.InvalidArgument)]
    [InlineData("open.mask_kind", StatusCode.InvalidArgument)]
    [InlineData("open.unknown_share", StatusCode.InvalidArgument)]
    [InlineData("open.mirror", StatusCode.InvalidArgument)]
    public async Task Wrong_specification_is_refused_naming_the_field(string field, StatusCode code)
    {
        var wrong = new BatchSpecification(Specification);
        switch (field)
        {
            case "open.data_set": wrong.DataSet = ""; break;
            case "open.split": wrong.Split = Split.Unspecified; break;
            case "open.batch_size": wrong.BatchSize = 1025; break;
            case "open.first_batch": wrong.FirstBatch = -1; break;
            case "open.batch_count": wrong.BatchCount = -2; break;
            case "open.mask_kind": wrong.MaskKind = MaskKind.Own; break;
            case "open.unknown_share": wrong.UnknownShare = double.NaN; break;
            default: wrong.Mirror = true; break;
        }

        await using var service = await RunningAugmentation.StartAsync();
        var refusal = await Assert.ThrowsAsync<RpcException>(() => PullAsync(service, wrong));
        Assert.Equal((code, field), (refusal.StatusCode, FieldError.FieldOf(refusal)));
    }

    [Fact]
    public async Task Unknown_data_set_is_not_found()
    {
        await using var service = await RunningAugmentation.StartAsync();
        var refusal = await Assert.ThrowsAsync<RpcException>(() => PullAsync(service, new BatchSpecification(Specification) { DataSet = "trains" }));
        Assert.Equal((StatusCode.NotFound, "open.data_set"), (refusal.StatusCode, FieldError.FieldOf(refusal)));
    }

    [Fact]
    public async Task Batch_larger_than_a_message_is_refused_before_it_is_made()
    {
        await using var service = await RunningAugmentation.StartAsync("--Serving:MaxMessageBytes=200000");
        var refusal = await Assert.ThrowsAsync<RpcException>(() => PullAsync(service, new BatchSpecification(Specification) { BatchSize = 8 }));
        Assert.Equal((StatusCode.InvalidArgument, "open.batch_size"), (refusal.StatusCode, FieldError.FieldOf(refusal)));
    }

    [Theory]
    [InlineData(0, "demand")]
    [InlineData(65, "demand")]
    public async Task Wrong_demand_ends_the_stream_naming_the_field(int demand, string field)
    {
        await using var service = await RunningAugmentation.StartAsync();
        using var call = service.Client.PullBatches();
        await OpenAsync(call, Specification);
        await DemandAsync(call, demand);
        await AssertRefusedAsync(call, field);
    }

    [Fact]
    public async Task Demand_before_open_and_open_twice_are_refused()
    {
        await using var service = await RunningAugmentation.StartAsync();
        using var early = service.Client.PullBatches();
        await DemandAsync(early, 1);
        await AssertRefusedAsync(early, "open");

        using var twice = service.Client.PullBatches();
        await OpenAsync(twice, Specification);
        await OpenAsync(twice, Specification);
        await AssertRefusedAsync(twice, "open");
    }

    [Fact]
    public async Task Reader_that_says_nothing_is_let_go_after_its_limit()
    {
        await using var service = await RunningAugmentation.StartAsync("--Augmentation:OpenLimit=00:00:00.100", "--Augmentation:DemandLimit=00:00:00.100");
        using var silent = service.Client.PullBatches();
        Assert.Equal(StatusCode.DeadlineExceeded, (await Assert.ThrowsAsync<RpcException>(() => ReadAsync(silent, 1))).StatusCode);

        using var idle = service.Client.PullBatches();
        await OpenAsync(idle, Specification);
        Assert.Equal(StatusCode.DeadlineExceeded, (await Assert.ThrowsAsync<RpcException>(() => ReadAsync(idle, 1))).StatusCode);
    }

    [Fact]
    public async Task Cancelled_reader_leaves_the_workers_to_others()
    {
        await using var service = await RunningAugmentation.StartAsync("--Augmentation:Workers=1");
        for (var i = 0; i < 4; i++)
        {
            using var call = service.Client.PullBatches();
            await OpenAsync(call, new BatchSpecification(Specification) { BatchSize = 64 });
            await DemandAsync(call, 64);
            await ReadAsync(call, 1);
        }

        Assert.Equal(2, (await PullAsync(service, new BatchSpecification(Specification) { BatchCount = 2 })).Count);
    }

    [Fact]
    public async Task Stopping_service_sends_the_reader_elsewhere()
    {
        await using var service = await RunningAugmentation.StartAsync();
        using var call = service.Client.PullBatches();
        await OpenAsync(call, Specification);
        await DemandAsync(call, 1);
        await ReadAsync(call, 1);
        var stopping = service.StopAsync();
        var ended = await Assert.ThrowsAsync<RpcException>(() => ReadAsync(call, 1));
        Assert.True(ended.StatusCode == StatusCode.Unavailable, ended.ToString());
        await stopping.Within();
    }

    [Fact]
    public async Task Stopping_service_is_heard_by_a_reader_to_whom_it_is_just_writing()
    {
        await using var service = await RunningAugmentation.StartAsync();
        using var call = service.Client.PullBatches();
        await OpenAsync(call, new BatchSpecification(Specification) { BatchSize = 64 });
        // More than the connection holds: the service waits in the middle of a message until it is read.
        await DemandAsync(call, 64);
        await ReadAsync(call, 1);
        var stopping = service.StopAsync();

        var ended = await Assert.ThrowsAsync<RpcException>(() => ReadToEndAsync(call));

        Assert.True(ended.StatusCode == StatusCode.Unavailable, ended.ToString());
        await stopping.Within();
    }

    [Fact]
    public async Task Streams_whose_readers_never_say_that_they_are_done_leave_the_connection_whole()
    {
        await using var service = await RunningAugmentation.StartAsync();
        for (var i = 0; i < 100; i++)
        {
            using var call = service.Client.PullBatches();
            await OpenAsync(call, new BatchSpecification(Specification) { BatchSize = 1, BatchCount = 1 });
            await DemandAsync(call, 1);
            // The service ends the stream while it waits for another word.
            Assert.Single(await ReadToEndAsync(call));
            Assert.Equal(StatusCode.OK, call.GetStatus().StatusCode);
        }
    }

    private static Task OpenAsync(AsyncDuplexStreamingCall<PullBatchesRequest, PullBatchesResponse> call, BatchSpecification specification) =>
        call.RequestStream.WriteAsync(new PullBatchesRequest { Open = specification }).Within();

    private static Task DemandAsync(AsyncDuplexStreamingCall<PullBatchesRequest, PullBatchesResponse> call, int batches) =>
        call.RequestStream.WriteAsync(new PullBatchesRequest { Demand = batches }).Within();

    private static async Task<List<PullBatchesResponse>> ReadAsync(AsyncDuplexStreamingCall<PullBatchesRequest, PullBatchesResponse> call, int count)
    {
        var batches = new List<PullBatchesResponse>();
        while (batches.Count < count && await call.ResponseStream.MoveNext(CancellationToken.None).Within())
            batches.Add(call.ResponseStream.Current);
        return batches;
    }

    private static Task<List<PullBatchesResponse>> ReadToEndAsync(AsyncDuplexStreamingCall<PullBatchesRequest, PullBatchesResponse> call) =>
        ReadAsync(call, int.MaxValue);

    private static async Task<List<PullBatchesResponse>> PullAsync(RunningAugmentation service, BatchSpecification specification)
    {
        using var call = service.Client.PullBatches();
        await OpenAsync(call, specification);
        try
        {
            await DemandAsync(call, 64);
        }
        catch (RpcException)
        {
            // A refused stream takes no more words; reading tells why.
        }
        catch (InvalidOperationException)
        {
            // Likewise, where the refusal has already arrived.
        }

        return await ReadToEndAsync(call);
    }

    private static async Task AssertRefusedAsync(AsyncDuplexStreamingCall<PullBatchesRequest, PullBatchesResponse> call, string field)
    {
        var refusal = await Assert.ThrowsAsync<RpcException>(() => ReadToEndAsync(call));
        Assert.Equal((StatusCode.InvalidArgument, field), (refusal.StatusCode, FieldError.FieldOf(refusal)));
    }
}
