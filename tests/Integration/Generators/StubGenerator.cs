using Grpc.Core;
using Inpaint.Imaging;
using Inpaint.Serving;
using Inpaint.Serving.Generators;
using Inpaint.Tests.Integration.Serving;
using Inpaint.Tests.Integration.Support;
using Inpaint.V1;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Inpaint.Tests.Integration.Generators;

/// <summary>The suite's generator service over <see cref="StubModels"/>, on real Kestrel.</summary>
internal sealed class StubGenerator : IAsyncDisposable
{
    private StubGenerator(StubModels models, RunningService service)
    {
        Models = models;
        Service = service;
        Client = new GeneratorService.GeneratorServiceClient(service.Channel);
    }

    public StubModels Models { get; }

    public RunningService Service { get; }

    public GeneratorService.GeneratorServiceClient Client { get; }

    /// <summary>A picture as large as the models take.</summary>
    public static RgbImage Partial { get; } = Pictures.Noise(StubModels.Width, StubModels.Height, 7);

    public static async Task<StubGenerator> StartAsync(StubModels? models = null, params string[] arguments)
    {
        models ??= new StubModels();
        WebApplicationBuilder builder = InpaintHost.Create(RunningService.Arguments(arguments), "stub");
        builder.Services.AddSingleton<IModelSource>(models);
        builder.Services.AddGenerator(builder.Configuration, "stub");
        WebApplication app = builder.Build().MapServiceDefaults();
        app.MapGrpcService<StubService>();
        return new StubGenerator(models, await RunningService.StartAsync(app));
    }

    /// <summary>A request that is right in every way.</summary>
    public static InpaintRequest Request(long seed = 5, string id = "") => new()
    {
        RequestId = id,
        Partial = Pictures.Png(Partial),
        Mask = Pictures.Rectangle(2, 3, 9, 8),
        Seed = seed,
    };

    public async Task<List<InpaintResponse>> InpaintAsync(InpaintRequest request, Metadata? headers = null)
    {
        using AsyncServerStreamingCall<InpaintResponse> call = Client.Inpaint(request, headers);
        return await ReadAsync(call).Within();
    }

    public static async Task<List<InpaintResponse>> ReadAsync(AsyncServerStreamingCall<InpaintResponse> call)
    {
        List<InpaintResponse> events = [];
        await foreach (InpaintResponse response in call.ResponseStream.ReadAllAsync())
            events.Add(response);
        return events;
    }

    public ValueTask DisposeAsync()
    {
        Models.Go(1000);
        return Service.DisposeAsync();
    }

    private sealed class StubService(GeneratorRuntime runtime) : GeneratorServiceBase(runtime);
}
