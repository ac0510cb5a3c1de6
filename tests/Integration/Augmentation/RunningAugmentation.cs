using Grpc.Net.Client;
using Inpaint.Augmentation;
using Inpaint.Tests.Integration.Support;
using Inpaint.V1;
using Microsoft.AspNetCore.Builder;

namespace Inpaint.Tests.Integration.Augmentation;

/// <summary>The real service on real Kestrel, on a free port, with a client of it.</summary>
internal sealed class RunningAugmentation : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly GrpcChannel _channel;

    private RunningAugmentation(WebApplication app)
    {
        _app = app;
        _channel = GrpcChannel.ForAddress(app.Urls.Single(), new GrpcChannelOptions { MaxReceiveMessageSize = 64 * 1024 * 1024 });
        Client = new AugmentationService.AugmentationServiceClient(_channel);
    }

    public AugmentationService.AugmentationServiceClient Client { get; }

    public static async Task<RunningAugmentation> StartAsync(params string[] settings)
    {
        var app = AugmentationHost.Build(["--urls=http://127.0.0.1:0", "--Logging:LogLevel:Default=None", .. settings]);
        await app.StartAsync().Within();
        return new RunningAugmentation(app);
    }

    /// <summary>Begins to stop the service, as a deployment would.</summary>
    public Task StopAsync() => _app.StopAsync();

    public async ValueTask DisposeAsync()
    {
        _channel.Dispose();
        await _app.DisposeAsync().AsTask().Within();
    }
}
