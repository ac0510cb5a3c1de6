using Inpaint.Serving;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Inpaint.Tests.Integration.Gateway;

/// <summary>An instance of a service behind the gateway, on real Kestrel.</summary>
public sealed class Backend : IAsyncDisposable
{
    private readonly WebApplication _app;
    private bool _down;

    private Backend(WebApplication app, FakeGeneratorState state) => (_app, State) = (app, state);

    public FakeGeneratorState State { get; }

    public string Address => AddressOf(_app);

    public static async Task<Backend> StartAsync(string name)
    {
        var state = new FakeGeneratorState(name);
        WebApplicationBuilder builder = InpaintHost.Create(["--urls=http://127.0.0.1:0", "--Logging:LogLevel:Default=None"], name);
        builder.Services.AddSingleton(state);
        builder.Services.AddGrpcHealthChecks().AddCheck("test", () => state.Healthy ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy());
        WebApplication app = builder.Build();
        app.MapServiceDefaults();
        app.MapGrpcService<FakeGenerator>();
        app.MapGrpcService<FakeEncoder>();
        await app.StartAsync();
        return new Backend(app, state);
    }

    /// <summary>Dies without a word: connections are cut, calls under way are not finished.</summary>
    public async Task KillAsync()
    {
        _down = true;
        using var atOnce = new CancellationTokenSource();
        await atOnce.CancelAsync();
        await _app.StopAsync(atOnce.Token);
        await _app.DisposeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!_down)
            await KillAsync();
    }

    public static string AddressOf(WebApplication app) =>
        app.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.First();
}
