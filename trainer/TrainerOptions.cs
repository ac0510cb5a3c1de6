using Inpaint.Models;

namespace Inpaint.Trainer;

/// <summary>The trainer's settings. Folders are made when they are first written to.</summary>
public sealed record TrainerOptions
{
    /// <summary><c>Runs:Root</c>: the folder of runs.</summary>
    public required string RunsRoot { get; init; }

    /// <summary><c>Recipes:Root</c>: the folder of recipes.</summary>
    public required string RecipesRoot { get; init; }

    /// <summary><c>Vocabularies:Root</c>: the folder of vocabularies, a folder each. Default: those that ship, beside the program.</summary>
    public string VocabulariesRoot { get; init; } = DefaultVocabularies;

    /// <summary><c>Models:Root</c>: the folder that trained models are put into.</summary>
    public required string ModelsRoot { get; init; }

    /// <summary><c>Services:Augmentation</c>: address of the augmentation service.</summary>
    public required Uri Augmentation { get; init; }

    /// <summary><c>Services:Scoring</c>: address of the scoring service.</summary>
    public required Uri Scoring { get; init; }

    /// <summary><c>Services:Clip</c>: address of the encoder of texts; asked by recipes that name a text encoder alone.</summary>
    public required Uri TextEncoder { get; init; }

    /// <summary><c>Training:Threads</c>: threads that the tensors' operators use. Default: one a core.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary><c>Inference:Device</c>, on the command line also <c>--device</c>: what is trained on, <c>cpu</c>, <c>cuda</c> or <c>cuda:1</c>.</summary>
    public string Device { get; init; } = ComputeDevice.Cpu;

    /// <summary><c>Runs:MaxQueued</c>: runs that may wait for the one before them; further ones are refused.</summary>
    public int MaxQueuedRuns { get; init; } = 8;

    /// <summary><c>Training:PrefetchBatches</c>: batches held ready beside the one in use, 1 to 64.</summary>
    public int PrefetchBatches { get; init; } = 4;

    /// <summary><c>Training:MaxAttempts</c>: tries in a row at a service that does not answer, before the run fails.</summary>
    public int MaxAttempts { get; init; } = 6;

    /// <summary><c>Training:RetryDelay</c>: the wait before the second try; it doubles with every further one.</summary>
    public TimeSpan RetryDelay { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary><c>Training:CallLimit</c>: the longest wait for one batch, or for the scores of one evaluation.</summary>
    public TimeSpan CallLimit { get; init; } = TimeSpan.FromMinutes(2);

    private static string DefaultVocabularies => Path.Combine(AppContext.BaseDirectory, "vocabularies");

    /// <summary>Reads the settings.</summary>
    /// <exception cref="ArgumentException">A setting is missing or out of its range; it is named.</exception>
    public static TrainerOptions Read(IConfiguration configuration)
    {
        var threads = configuration.GetValue("Training:Threads", Environment.ProcessorCount);
        return new TrainerOptions
        {
            RunsRoot = configuration["Runs:Root"] ?? "runs",
            RecipesRoot = configuration["Recipes:Root"] ?? Path.Combine(AppContext.BaseDirectory, "recipes"),
            VocabulariesRoot = configuration["Vocabularies:Root"] ?? DefaultVocabularies,
            ModelsRoot = configuration["Models:Root"] ?? "models",
            Augmentation = Address(configuration, "Services:Augmentation", "http://127.0.0.1:5002"),
            Scoring = Address(configuration, "Services:Scoring", "http://127.0.0.1:5005"),
            TextEncoder = Address(configuration, "Services:Clip", "http://127.0.0.1:5006"),
            Threads = InRange("Training:Threads", threads, 1, 1024),
            Device = Available(configuration[ComputeDevice.Setting] ?? ComputeDevice.Cpu),
            MaxQueuedRuns = InRange("Runs:MaxQueued", configuration.GetValue("Runs:MaxQueued", 8), 1, 1000),
            PrefetchBatches = InRange("Training:PrefetchBatches", configuration.GetValue("Training:PrefetchBatches", 4), 1, 64),
            MaxAttempts = InRange("Training:MaxAttempts", configuration.GetValue("Training:MaxAttempts", 6), 1, 100),
            RetryDelay = configuration.GetValue("Training:RetryDelay", TimeSpan.FromMilliseconds(500)),
            CallLimit = configuration.GetValue("Training:CallLimit", TimeSpan.FromMinutes(2)),
        };
    }

    private static Uri Address(IConfiguration configuration, string key, string byDefault) =>
        Uri.TryCreate(configuration[key] ?? byDefault, UriKind.Absolute, out var address)
            ? address
            : throw new ArgumentException($"{key} is not an address: '{configuration[key]}'");

    private static string Available(string device)
    {
        try
        {
            ComputeDevice.Find(device);
            return device;
        }
        catch (ArgumentException error)
        {
            throw new ArgumentException($"{ComputeDevice.Setting}: {error.Message}", error);
        }
    }

    private static int InRange(string key, int value, int minimum, int maximum) =>
        value >= minimum && value <= maximum
            ? value
            : throw new ArgumentException($"{key} is {value}; it must be from {minimum} to {maximum}");
}
