using Grpc.Net.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;

namespace Inpaint.Benchmarks.Harness;

/// <summary>A service of the suite on Kestrel, at any free port of this machine, for as long as a measurement needs it.</summary>
internal sealed class RunningHost : IDisposable
{
    private const int MaxMessageBytes = 64 << 20;
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);

    private readonly WebApplication _app;

    /// <param name="build">Builds the host of some arguments.</param>
    /// <param name="arguments">Its settings beside address and log level.</param>
    public RunningHost(Func<string[], WebApplication> build, params string[] arguments)
    {
        _app = build(["--urls", "http://127.0.0.1:0", "--Logging:LogLevel:Default", "Warning", .. arguments]);
        _app.StartAsync().WaitAsync(Limit).GetAwaiter().GetResult();
        Address = new Uri(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
        Channel = GrpcChannel.ForAddress(Address, new GrpcChannelOptions { MaxReceiveMessageSize = MaxMessageBytes });
    }

    /// <summary>Where it listens.</summary>
    public Uri Address { get; }

    /// <summary>A connection to it.</summary>
    public GrpcChannel Channel { get; }

    public void Dispose()
    {
        Channel.Dispose();
        _app.StopAsync().WaitAsync(Limit).GetAwaiter().GetResult();
        _app.DisposeAsync().AsTask().WaitAsync(Limit).GetAwaiter().GetResult();
    }
}
