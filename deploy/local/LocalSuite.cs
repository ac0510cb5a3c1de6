using System.Globalization;
using Inpaint.Augmentation;
using Inpaint.Clip;
using Inpaint.Gateway;
using Inpaint.Glove;
using Inpaint.Parametric;
using Inpaint.Scoring;
using Inpaint.Trainer;
using Inpaint.Unet;
using Inpaint.Vae;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;

namespace Inpaint.Local;

/// <summary>
/// All services in one process, each on a loopback port of its own, with an in-memory cache. They speak to each other
/// over the network exactly as separate processes do; only the settings differ.
/// </summary>
public sealed class LocalSuite : IAsyncDisposable
{
    private readonly List<(string Name, WebApplication Service)> _services = [];

    private LocalSuite()
    {
    }

    /// <summary>The gateway's address.</summary>
    public Uri Address { get; private set; } = null!;

    /// <summary>Names of the services, in the order in which they were started.</summary>
    public IReadOnlyList<string> Services => [.. _services.Select(entry => entry.Name)];

    /// <summary>Starts everything and waits until all services say that they are healthy.</summary>
    /// <exception cref="TimeoutException">A service was not healthy within the limit; the message names it.</exception>
    public static async Task<LocalSuite> StartAsync(LocalOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        var suite = new LocalSuite();
        try
        {
            await suite.StartAllAsync(options, cancellationToken);
            return suite;
        }
        catch
        {
            await suite.DisposeAsync();
            throw;
        }
    }

    /// <summary>Stops everything, the gateway first: what is under way is finished, within each service's drain limit.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach ((_, WebApplication service) in Enumerable.Reverse(_services))
        {
            await service.StopAsync();
            await service.DisposeAsync();
        }
        _services.Clear();
    }

    private async Task StartAllAsync(LocalOptions options, CancellationToken cancellationToken)
    {
        string models = "--Models:Root=" + options.Models;
        Uri parametric = await StartAsync("parametric", ParametricHost.Build, options, cancellationToken, models);
        Uri glove = await StartAsync("glove", GloveHost.Build, options, cancellationToken, models);
        Uri clip = await StartAsync("clip", ClipHost.Build, options, cancellationToken, models);
        Uri scoring = await StartAsync("scoring", ScoringHost.Build, options, cancellationToken);
        Uri augmentation = await StartAsync(
            "augmentation", AugmentationHost.Build, options, cancellationToken, [.. options.DataSets.Select(set => $"--DataSets:{set.Key}:Path={set.Value}")]);
        Uri vae = await StartAsync("vae", VaeHost.Build, options, cancellationToken, models, $"--Services:Parametric={parametric}", $"--Services:Clip={clip}");
        Uri unet = await StartAsync("unet", UnetHost.Build, options, cancellationToken, models, $"--Services:Parametric={parametric}", $"--Services:Clip={clip}");
        Uri trainer = await StartAsync(
            "trainer",
            TrainerHost.Build,
            options,
            cancellationToken,
            models,
            "--Runs:Root=" + options.Runs,
            "--Recipes:Root=" + options.Recipes,
            $"--Services:Augmentation={augmentation}",
            $"--Services:Scoring={scoring}",
            $"--Services:Parametric={parametric}",
            $"--Services:Clip={clip}");
        await HealthWait.UntilServingAsync(_services.Select(entry => (entry.Name, AddressOf(entry.Service))), options.StartLimit, cancellationToken);
        Address = await StartAsync(
            "gateway",
            GatewayHost.Build,
            options,
            cancellationToken,
            [
                "--urls=http://127.0.0.1:" + options.Port.ToString(CultureInfo.InvariantCulture),
                $"--Gateway:Generators:vae:Addresses:0={vae}",
                $"--Gateway:Generators:unet:Addresses:0={unet}",
                $"--Gateway:Encoders:parametric:Addresses:0={parametric}",
                $"--Gateway:Encoders:glove:Addresses:0={glove}",
                $"--Gateway:Parameters:Addresses:0={parametric}",
                $"--Gateway:Encoders:clip:Addresses:0={clip}",
                $"--Gateway:Augmentation:Addresses:0={augmentation}",
                $"--Gateway:Scoring:Addresses:0={scoring}",
                $"--Gateway:Training:Addresses:0={trainer}",
                .. options.Arms.SelectMany(ArmSettings),
            ]);
    }

    private async Task<Uri> StartAsync(
        string name, Func<string[], WebApplication> build, LocalOptions options, CancellationToken cancellationToken, params string[] settings)
    {
        // The later of two equal settings wins: the service's own before the caller's.
        WebApplication service = build(["--urls=http://127.0.0.1:0", "--Logging:LogLevel:Default=Warning", .. settings, .. options.Settings]);
        _services.Add((name, service));
        await service.StartAsync(cancellationToken);
        return AddressOf(service);
    }

    private static Uri AddressOf(WebApplication service) =>
        new(service.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.First());

    private static IEnumerable<string> ArmSettings(KeyValuePair<string, double> arm, int index) =>
    [
        $"--Gateway:Arms:{index}:Name={arm.Key}",
        $"--Gateway:Arms:{index}:Generator={arm.Key}",
        string.Create(CultureInfo.InvariantCulture, $"--Gateway:Arms:{index}:Weight={arm.Value}"),
    ];
}
