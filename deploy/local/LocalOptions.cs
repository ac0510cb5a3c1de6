namespace Inpaint.Local;

/// <summary>How the suite is to run in one process.</summary>
public sealed record LocalOptions
{
    /// <summary>Port of the gateway on the loopback interface; 0: any free one.</summary>
    public int Port { get; init; } = 8080;

    /// <summary>Folder of the trained models.</summary>
    public string Models { get; init; } = "deploy/models";

    /// <summary>Folder of the training runs.</summary>
    public string Runs { get; init; } = "runs";

    /// <summary>Folder of the training recipes.</summary>
    public string Recipes { get; init; } = "trainer/recipes";

    /// <summary>Further data sets: folder by name.</summary>
    public IReadOnlyDictionary<string, string> DataSets { get; init; } = new Dictionary<string, string>();

    /// <summary>Weights of the generators in the split of requests that name none.</summary>
    public IReadOnlyDictionary<string, double> Arms { get; init; } = new Dictionary<string, double> { ["unet"] = .9, ["vae"] = .1 };

    /// <summary>Further settings of all services, as <c>--key=value</c>.</summary>
    public IReadOnlyList<string> Settings { get; init; } = [];

    /// <summary>How long the services may take to say that they are healthy.</summary>
    public TimeSpan StartLimit { get; init; } = TimeSpan.FromMinutes(2);
}
