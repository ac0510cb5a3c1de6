using Inpaint.Client;
using Inpaint.Local;
using Inpaint.V1;

namespace Inpaint.Tests.EndToEnd.Support;

/// <summary>
/// The whole suite in this process, over loopback, with small networks that were trained for a few steps through its own
/// trainer: nothing in it is a double.
/// </summary>
public sealed class SuiteFixture : IAsyncLifetime
{
    /// <summary>No test waits longer than this for anything.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    private LocalSuite _suite = null!;

    /// <summary>A folder that is gone after the tests.</summary>
    public string Folder { get; } = Directory.CreateTempSubdirectory("inpaint-suite-").FullName;

    /// <summary>The gateway's address.</summary>
    public string Address => _suite.Address.GetLeftPart(UriPartial.Authority);

    /// <summary>A client of the gateway.</summary>
    public InpaintClient Client { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        string recipes = Directory.CreateDirectory(Path.Combine(Folder, "recipes")).FullName;
        File.WriteAllText(Path.Combine(recipes, "small-unet.json"), Recipes.Unet);
        File.WriteAllText(Path.Combine(recipes, "small-vae.json"), Recipes.Vae);
        File.WriteAllText(Path.Combine(recipes, "small-clothing.json"), Recipes.Clothing);
        _suite = await LocalSuite.StartAsync(new LocalOptions
        {
            Port = 0,
            Models = Path.Combine(Folder, "models"),
            Runs = Path.Combine(Folder, "runs"),
            Recipes = recipes,
            DataSets = SharedData.Clothing is { } clothing ? new Dictionary<string, string> { ["clothing"] = clothing } : new Dictionary<string, string>(),
            Arms = new Dictionary<string, double> { ["unet"] = 1, ["vae"] = 1 },
            Settings = ["--Models:RefreshInterval=00:00:00.100", "--Logging:LogLevel:Default=None"],
        });
        Client = new InpaintClient(_suite.Address);
        foreach (string recipe in (string[])["small-unet", "small-vae"])
            await TrainAsync(recipe);
        await UntilServedAsync("unet", "small-unet");
        await UntilServedAsync("vae", "small-vae");
    }

    public async Task DisposeAsync()
    {
        Client?.Dispose();
        if (_suite is not null)
            await _suite.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }

    /// <summary>Held-out bicycles with their holes and half of their parameters.</summary>
    public async Task<PullBatchesResponse> PullBikesAsync(int count)
    {
        var specification = new BatchSpecification
        {
            DataSet = "bikes",
            Split = Split.Test,
            BatchSize = count,
            BatchCount = 1,
            Seed = 3,
            KeepOrder = true,
        };
        return await Client.PullBatchesAsync(specification).FirstAsync().AsTask().WaitAsync(Limit);
    }

    /// <summary>Waits until a generator has noticed a trained model.</summary>
    public async Task UntilServedAsync(string generator, string model)
    {
        using var limit = new CancellationTokenSource(Limit);
        while (true)
        {
            DescribeGeneratorResponse description = await Client.DescribeGeneratorAsync(new CallSettings { Generator = generator }, limit.Token);
            if (description.Models.Any(candidate => candidate.Name == model))
                return;
            await Task.Delay(50, limit.Token);
        }
    }

    private async Task TrainAsync(string recipe)
    {
        Run run = await Client.StartRunAsync(new StartRunRequest { Recipe = recipe });
        WatchRunResponse last = await Client.WatchRunAsync(run.RunId).LastAsync().AsTask().WaitAsync(Limit);
        if (last.Run?.State != RunState.Succeeded)
            throw new InvalidOperationException($"{recipe}: {last}");
    }
}
