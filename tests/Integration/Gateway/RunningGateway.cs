using Inpaint.Client;
using Inpaint.Gateway;
using Inpaint.V1;
using Microsoft.AspNetCore.Builder;

namespace Inpaint.Tests.Integration.Gateway;

/// <summary>The real gateway on real Kestrel, with a client of it that never tries twice.</summary>
public sealed class RunningGateway : IAsyncDisposable
{
    public static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);

    private readonly WebApplication _app;

    private RunningGateway(WebApplication app)
    {
        _app = app;
        Address = new Uri(Backend.AddressOf(app));
        Client = new InpaintClient(Address, new InpaintClientOptions { MaxAttempts = 1 });
    }

    public Uri Address { get; }

    public InpaintClient Client { get; }

    public static async Task<RunningGateway> StartAsync(params string[] settings)
    {
        WebApplication app = GatewayHost.Build(
            ["--urls=http://127.0.0.1:0", "--Logging:LogLevel:Default=None", "--Gateway:Health:ProbeInterval=00:00:00.100", .. settings]);
        await app.StartAsync();
        return new RunningGateway(app);
    }

    /// <summary>The settings of a generator with the given instances.</summary>
    public static IEnumerable<string> Generator(string name, params Backend[] instances) =>
        instances.Select((instance, i) => $"--Gateway:Generators:{name}:Addresses:{i}={instance.Address}");

    /// <summary>The settings of an arm that is named after its generator.</summary>
    public static IEnumerable<string> Arm(int index, string generator, double weight) =>
    [
        $"--Gateway:Arms:{index}:Name={generator}-arm",
        $"--Gateway:Arms:{index}:Generator={generator}",
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"--Gateway:Arms:{index}:Weight={weight}"),
    ];

    /// <summary>Waits until so many instances of a generator are in rotation.</summary>
    public async Task UntilInRotationAsync(string generator, int instances)
    {
        using var limit = new CancellationTokenSource(Timeout);
        while (await InRotationAsync(generator, limit.Token) != instances)
            await Task.Delay(20, limit.Token);
    }

    /// <summary>Who answers a call of these settings.</summary>
    public async Task<string> WhoAnswersAsync(CallSettings? settings = null) =>
        (await Client.DescribeGeneratorAsync(settings).WaitAsync(Timeout)).Generator;

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    private async Task<int> InRotationAsync(string generator, CancellationToken cancellationToken)
    {
        ListRoutesResponse routes = await Client.ListRoutesAsync(cancellationToken: cancellationToken);
        return routes.Generators.Single(route => route.Generator == generator).HealthyInstances;
    }
}
