using Inpaint.Models;
using TorchSharp;

namespace Inpaint.Serving.Inference;

/// <summary>How much an <see cref="InferenceEngine{TInput, TOutput}"/> takes on, under the configuration key <c>Inference</c>.</summary>
public sealed record InferenceOptions
{
    /// <summary>The configuration section that is read.</summary>
    public const string Section = "Inference";

    /// <summary>Requests that may wait, those being computed not counted; at least 1. One more is refused. Default 64.</summary>
    public int QueueCapacity { get; init; } = 64;

    /// <summary>
    /// Most requests computed together; at least 1. Default 1: on a processor one picture fills the cores, and a batch would
    /// only make its members wait for each other. On an accelerator more is better.
    /// </summary>
    public int MaxBatch { get; init; } = 1;

    /// <summary>
    /// How long a batch that is not full waits for more. Default none: while one batch is computed the next one gathers by
    /// itself, so that under load batches are full and without load nobody waits.
    /// </summary>
    public TimeSpan Linger { get; init; } = TimeSpan.Zero;

    /// <summary>How long disposing waits for the batch being computed. Default 10 s.</summary>
    public TimeSpan StopLimit { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The device that is computed on: <c>cpu</c>, <c>cuda</c> or <c>cuda:1</c>; on the command line also <c>--device</c>. Default <c>cpu</c>.</summary>
    public string Device { get; init; } = ComputeDevice.Cpu;

    /// <summary>Reads and checks the options.</summary>
    /// <param name="configuration">The host's settings.</param>
    /// <param name="defaults">What stands where a setting is absent; null: the defaults above.</param>
    /// <exception cref="InvalidOperationException">A value is out of its range; the message names its key.</exception>
    public static InferenceOptions Read(IConfiguration configuration, InferenceOptions? defaults = null)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        InferenceOptions options = (defaults ?? new InferenceOptions()) with { };
        configuration.GetSection(Section).Bind(options);
        options.Validate();
        return options;
    }

    /// <summary>Finds the device.</summary>
    /// <exception cref="InvalidOperationException">There is no such device; the message names key and device.</exception>
    public torch.Device FindDevice()
    {
        try
        {
            return ComputeDevice.Find(Device);
        }
        catch (ArgumentException error)
        {
            throw new InvalidOperationException($"{ComputeDevice.Setting}: {error.Message}.", error);
        }
    }

    internal void Validate()
    {
        Require(QueueCapacity >= 1, nameof(QueueCapacity), "at least 1");
        Require(MaxBatch >= 1, nameof(MaxBatch), "at least 1");
        Require(Linger >= TimeSpan.Zero, nameof(Linger), "not negative");
        Require(StopLimit > TimeSpan.Zero, nameof(StopLimit), "above 0");
    }

    private static void Require(bool holds, string name, string accepted)
    {
        if (!holds)
            throw new InvalidOperationException($"{Section}:{name} must be {accepted}.");
    }
}
