using System.Collections.Concurrent;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Inpaint.V1;

namespace Inpaint.Tests.Integration.Gateway;

/// <summary>What a test makes a <see cref="FakeGenerator"/> do, and what it saw.</summary>
public sealed class FakeGeneratorState(string name)
{
    public string Name { get; } = name;

    /// <summary>Every call ends with this status, over HTTP 200, as long as it is set.</summary>
    public StatusCode? Refusal { get; set; }

    /// <summary>Whether the health service says SERVING.</summary>
    public bool Healthy { get; set; } = true;

    /// <summary>Is awaited between `started` and `result`.</summary>
    public Func<CancellationToken, Task> Work { get; set; } = _ => Task.CompletedTask;

    /// <summary>Set when a call that was at work was cancelled.</summary>
    public TaskCompletionSource Cancelled { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The request headers of all calls.</summary>
    public ConcurrentQueue<Metadata> Headers { get; } = [];
}

/// <summary>A generator that completes nothing but speaks the contract: what the gateway does is the same with any generator behind it.</summary>
public sealed class FakeGenerator(FakeGeneratorState state) : GeneratorService.GeneratorServiceBase
{
    public override Task<DescribeGeneratorResponse> DescribeGenerator(DescribeGeneratorRequest request, ServerCallContext context)
    {
        Enter(context);
        return Task.FromResult(new DescribeGeneratorResponse { Generator = state.Name });
    }

    public override async Task Inpaint(InpaintRequest request, IServerStreamWriter<InpaintResponse> responses, ServerCallContext context)
    {
        Enter(context);
        await responses.WriteAsync(new InpaintResponse { RequestId = request.RequestId, Queued = new InpaintQueued() });
        await responses.WriteAsync(new InpaintResponse { RequestId = request.RequestId, Started = new InpaintStarted { Waited = new Duration(), BatchSize = 1 } });
        try
        {
            await state.Work(context.CancellationToken);
        }
        catch (OperationCanceledException)
        {
            state.Cancelled.TrySetResult();
            throw;
        }
        await responses.WriteAsync(Result(request, context));
    }

    public override async Task StreamInpaint(
        IAsyncStreamReader<StreamInpaintRequest> requests, IServerStreamWriter<StreamInpaintResponse> responses, ServerCallContext context)
    {
        Enter(context);
        await foreach (StreamInpaintRequest request in requests.ReadAllAsync(context.CancellationToken))
        {
            await state.Work(context.CancellationToken);
            await responses.WriteAsync(request.Inpaint.Text == "fail"
                ? new StreamInpaintResponse
                {
                    Failed = new InpaintFailed { RequestId = request.Inpaint.RequestId, Code = (int)StatusCode.InvalidArgument, Message = "refused", Field = "text" },
                }
                : new StreamInpaintResponse { Response = Result(request.Inpaint, context) });
        }
    }

    private void Enter(ServerCallContext context)
    {
        state.Headers.Enqueue(context.RequestHeaders);
        if (state.Refusal is { } refusal)
            throw new RpcException(new Status(refusal, "refused by the test"));
    }

    private InpaintResponse Result(InpaintRequest request, ServerCallContext context) => new()
    {
        RequestId = request.RequestId,
        Result = new InpaintResult { Generator = state.Name, Arm = context.RequestHeaders.GetValue("inpaint-arm") ?? "", Picture = request.Partial },
    };
}
