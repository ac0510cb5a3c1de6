using Grpc.Core;
using Inpaint.Serving;
using Inpaint.Tests.Integration.Support;
using Inpaint.V1;
using Microsoft.Extensions.DependencyInjection;
using Call = Grpc.Core.AsyncDuplexStreamingCall<Inpaint.V1.StreamInpaintRequest, Inpaint.V1.StreamInpaintResponse>;

namespace Inpaint.Tests.Integration.Generators;

public class StreamInpaintTests
{
    [Fact]
    public async Task Many_requests_are_answered_each_by_its_own_events_in_order()
    {
        await using StubGenerator generator = await StubGenerator.StartAsync();
        using Call call = generator.Client.StreamInpaint();
        for (int i = 0; i < 30; i++)
            await SendAsync(call, StubGenerator.Request(i, $"r{i}"));
        await call.RequestStream.CompleteAsync().Within();

        ILookup<string, InpaintResponse> byId = (await ReadAllAsync(call)).ToLookup(item => item.Response.RequestId, item => item.Response);

        Assert.Equal(30, byId.Count);
        foreach (IGrouping<string, InpaintResponse> events in byId)
        {
            Assert.Equal(InpaintResponse.EventOneofCase.Queued, events.First().EventCase);
            Assert.Equal($"r{events.Last().Result.Seed}", events.Key);
        }
    }

    [Fact]
    public async Task Wrong_request_is_answered_by_failed_and_the_others_go_on()
    {
        await using StubGenerator generator = await StubGenerator.StartAsync();
        using Call call = generator.Client.StreamInpaint();
        InpaintRequest wrong = StubGenerator.Request(1, "wrong");
        wrong.Mask.Rectangles.Rectangles[0].Right = 99;
        await SendAsync(call, wrong);
        await SendAsync(call, StubGenerator.Request(2, ""));
        await SendAsync(call, StubGenerator.Request(3, "right"));
        await call.RequestStream.CompleteAsync().Within();

        List<StreamInpaintResponse> answers = await ReadAllAsync(call);

        InpaintFailed[] failed = [.. answers.Where(answer => answer.Failed is not null).Select(answer => answer.Failed).OrderBy(answer => answer.RequestId)];
        Assert.Equal([("", 3, "request_id"), ("wrong", 3, "mask.rectangles.rectangles[0].right")], failed.Select(answer => (answer.RequestId, answer.Code, answer.Field)));
        Assert.Equal("right", Assert.Single(answers, answer => answer.Response?.Result is not null).Response.RequestId);
    }

    [Fact]
    public async Task Cancelling_one_is_answered_by_CANCELLED_and_leaves_the_other()
    {
        await using StubGenerator generator = await StubGenerator.StartAsync();
        generator.Models.Hold();
        using Call call = generator.Client.StreamInpaint();
        await SendAsync(call, StubGenerator.Request(1, "first"));
        await generator.Models.Begun.WaitAsync().Within();
        await SendAsync(call, StubGenerator.Request(2, "withdrawn"));
        await SendAsync(call, StubGenerator.Request(3, "kept"));
        await ReadUntilAsync(call, answer => answer.Response is { RequestId: "kept", Queued: not null });

        await call.RequestStream.WriteAsync(new StreamInpaintRequest { CancelRequestId = "nobody" }).Within();
        await call.RequestStream.WriteAsync(new StreamInpaintRequest { CancelRequestId = "withdrawn" }).Within();

        StreamInpaintResponse failed = await ReadUntilAsync(call, answer => answer.Failed is not null);
        Assert.Equal(("withdrawn", (int)StatusCode.Cancelled), (failed.Failed.RequestId, failed.Failed.Code));
        generator.Models.Go(2);
        await call.RequestStream.CompleteAsync().Within();
        List<StreamInpaintResponse> rest = await ReadAllAsync(call);
        Assert.Equal(["first", "kept"], rest.Where(answer => answer.Response?.Result is not null).Select(answer => answer.Response.RequestId).Order());
        Assert.Equal([1L, 3], generator.Models.Batches.SelectMany(batch => batch));
    }

    [Fact]
    public async Task Name_in_use_ends_the_stream_and_can_be_used_again_after_its_end()
    {
        await using StubGenerator generator = await StubGenerator.StartAsync();
        using Call call = generator.Client.StreamInpaint();
        for (int i = 0; i < 20; i++)
        {
            await SendAsync(call, StubGenerator.Request(i, "same"));
            await ReadUntilAsync(call, answer => answer.Response?.Result is not null);
        }
        generator.Models.Hold();
        await SendAsync(call, StubGenerator.Request(1, "same"));
        await SendAsync(call, StubGenerator.Request(2, "same"));

        RpcException exception = await Assert.ThrowsAsync<RpcException>(() => ReadAllAsync(call));

        Assert.Equal(StatusCode.InvalidArgument, exception.StatusCode);
        Assert.StartsWith("inpaint.request_id: ", exception.Status.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task More_than_a_stream_may_have_under_way_are_RESOURCE_EXHAUSTED()
    {
        await using StubGenerator generator = await StubGenerator.StartAsync(null, "--Inference:QueueCapacity", "1000");
        generator.Models.Hold();
        using Call call = generator.Client.StreamInpaint();
        for (int i = 0; i < 65; i++)
            await SendAsync(call, StubGenerator.Request(i, $"r{i}"));

        StreamInpaintResponse failed = await ReadUntilAsync(call, answer => answer.Failed is not null);

        Assert.Equal(("r64", (int)StatusCode.ResourceExhausted), (failed.Failed.RequestId, failed.Failed.Code));
    }

    [Fact]
    public async Task Stopping_service_finishes_what_is_under_way_and_ends_the_stream_with_UNAVAILABLE()
    {
        await using StubGenerator generator = await StubGenerator.StartAsync();
        generator.Models.Hold();
        using Call call = generator.Client.StreamInpaint();
        await SendAsync(call, StubGenerator.Request(1, "under way"));
        await generator.Models.Begun.WaitAsync().Within();

        Task stopping = generator.Service.StopAsync();
        await TimeLimit.Until(() => Task.FromResult(generator.Service.App.Services.GetRequiredService<DrainState>().Draining.IsCancellationRequested), "draining begins");
        generator.Models.Go();

        await ReadUntilAsync(call, answer => answer.Response is { RequestId: "under way", Result: not null });
        RpcException exception = await Assert.ThrowsAsync<RpcException>(() => ReadAllAsync(call));
        Assert.Equal(StatusCode.Unavailable, exception.StatusCode);
        await stopping;
    }

    private static Task SendAsync(Call call, InpaintRequest request) => call.RequestStream.WriteAsync(new StreamInpaintRequest { Inpaint = request }).Within();

    private static async Task<StreamInpaintResponse> ReadUntilAsync(Call call, Func<StreamInpaintResponse, bool> holds)
    {
        while (await call.ResponseStream.MoveNext().Within())
        {
            if (holds(call.ResponseStream.Current))
                return call.ResponseStream.Current;
        }
        throw new InvalidOperationException("the stream ended before what was waited for");
    }

    private static async Task<List<StreamInpaintResponse>> ReadAllAsync(Call call)
    {
        List<StreamInpaintResponse> answers = [];
        while (await call.ResponseStream.MoveNext().Within())
            answers.Add(call.ResponseStream.Current);
        return answers;
    }
}
