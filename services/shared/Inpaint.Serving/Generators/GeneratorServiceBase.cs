using Grpc.Core;
using Inpaint.V1;

namespace Inpaint.Serving.Generators;

/// <summary>The contract of generators over the models of one family. A family's own service names the family and nothing else.</summary>
/// <param name="runtime">What is shared by all calls.</param>
public abstract class GeneratorServiceBase(GeneratorRuntime runtime) : GeneratorService.GeneratorServiceBase
{
    /// <inheritdoc/>
    public override Task<DescribeGeneratorResponse> DescribeGenerator(DescribeGeneratorRequest request, ServerCallContext context) =>
        Task.FromResult(new DescribeGeneratorResponse { Generator = runtime.Family, Models = { runtime.Catalog.Describe() } });

    /// <inheritdoc/>
    public override async Task Inpaint(InpaintRequest request, IServerStreamWriter<InpaintResponse> responseStream, ServerCallContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        CancellationToken cancelled = context.CancellationToken;
        await foreach (InpaintResponse response in runtime.Completion.RunAsync(request, CallFacts.Of(context), cancelled))
            await responseStream.WriteAsync(response, cancelled);
    }

    /// <inheritdoc/>
    public override async Task StreamInpaint(
        IAsyncStreamReader<StreamInpaintRequest> requestStream, IServerStreamWriter<StreamInpaintResponse> responseStream, ServerCallContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var stream = new InpaintStream(runtime, responseStream, CallFacts.Of(context), context.CancellationToken);
        await stream.RunAsync(requestStream);
    }
}
