using Grpc.Net.Client;
using Inpaint.Tests.Integration.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;

namespace Inpaint.Tests.Integration.Serving;

/// <summary>A service of the suite on real Kestrel, any free port of this machine, with a channel to it.</summary>
internal sealed class RunningService : IAsyncDisposable
{
    private bool _stopped;

    private RunningService(WebApplication app)
    {
        App = app;
        Address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        Channel = GrpcChannel.ForAddress(Address, new GrpcChannelOptions { MaxReceiveMessageSize = 64 << 20 });
    }

    public WebApplication App { get; }

    public string Address { get; }

    public GrpcChannel Channel { get; }

    /// <summary>The arguments that every service gets in tests.</summary>
    public static string[] Arguments(params string[] more) =>
        ["--urls", "http://127.0.0.1:0", "--Logging:LogLevel:Default", "Warning", .. more];

    public static async Task<RunningService> StartAsync(WebApplication app)
    {
        await app.StartAsync().Within();
        return new RunningService(app);
    }

    public async Task StopAsync()
    {
        _stopped = true;
        await App.StopAsync().Within();
    }

    public async ValueTask DisposeAsync()
    {
        Channel.Dispose();
        if (!_stopped)
            await StopAsync();
        await App.DisposeAsync();
    }
}
