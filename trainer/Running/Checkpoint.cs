using System.Globalization;
using Inpaint.Models;
using Inpaint.Models.Weights;
using Inpaint.Trainer.Runs;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Inpaint.Trainer.Running;

/// <summary>
/// All that a run needs to go on to the same losses, bit for bit, in one file: weights, their average, the optimiser's state, the
/// state of the random numbers, the position in the data (the step: one batch each), and the journal so far.
/// </summary>
internal static class Checkpoint
{
    private const string NetworkPrefix = "network.";
    private const string AveragePrefix = "average.";
    private const string NoiseName = "noise.state";
    private const string StepKey = "step";
    // What dropout draws from.
    private const string DefaultNoiseName = "random.default";
    private const string SecondsKey = "seconds";

    /// <summary>Writes a checkpoint beside the old one and renames it.</summary>
    /// <param name="path">The file.</param>
    /// <param name="session">The tensors.</param>
    /// <param name="position">How far the run is.</param>
    /// <param name="events">The journal so far.</param>
    public static void Write(string path, TrainingSession session, RunPosition position, IReadOnlyList<RunEvent> events)
    {
        using var scope = NewDisposeScope();
        var tensors = NetworkWeights.Describe(session.Network.Module, NetworkPrefix)
            .Concat(OptimizerTensors(session.Optimizer).Select(entry => StoredTensors.Describe(entry.Name, entry.Values)))
            .Append(StoredTensors.Describe(NoiseName, session.Noise.get_state()))
            .Append(StoredTensors.Describe(DefaultNoiseName, get_rng_state()))
            .Append(JournalStorage.Steps(events));
        if (session.Evaluated != session.Network)
            tensors = tensors.Concat(NetworkWeights.Describe(session.Evaluated.Module, AveragePrefix));
        var metadata = new Dictionary<string, string>([JournalStorage.Evaluations(events)])
        {
            [StepKey] = position.Step.ToString(CultureInfo.InvariantCulture),
            [SecondsKey] = position.Seconds.ToString("R", CultureInfo.InvariantCulture),
        };
        SafetensorsWriter.Write(path, tensors, metadata);
    }

    /// <summary>Reads a checkpoint into a session of the same recipe.</summary>
    /// <returns>How far the run is.</returns>
    /// <exception cref="WeightsFileException">The file is damaged or of another recipe.</exception>
    public static RunPosition Read(string path, TrainingSession session)
    {
        using var file = SafetensorsFile.Open(path);
        NetworkWeights.Load(session.Network.Module, file, NetworkPrefix);
        if (session.Evaluated != session.Network)
            NetworkWeights.Load(session.Evaluated.Module, file, AveragePrefix);
        var position = new RunPosition(
            long.Parse(file.Metadata[StepKey], CultureInfo.InvariantCulture),
            double.Parse(file.Metadata[SecondsKey], CultureInfo.InvariantCulture));
        foreach (var (name, values) in OptimizerTensors(session.Optimizer))
            StoredTensors.ReadInto(file, name, values);
        foreach (var state in States(session.Optimizer))
            state.step = position.Step;
        using var noise = session.Noise.get_state();
        StoredTensors.ReadInto(file, NoiseName, noise);
        session.Noise.set_state(noise);
        using var defaultNoise = get_rng_state();
        StoredTensors.ReadInto(file, DefaultNoiseName, defaultNoise);
        set_rng_state(defaultNoise);
        return position;
    }

    /// <summary>Leaves of the checkpoint of a run that succeeded what watchers still want: the journal.</summary>
    public static void KeepJournal(string path, IReadOnlyList<RunEvent> events) =>
        SafetensorsWriter.Write(path, [JournalStorage.Steps(events)], new Dictionary<string, string>([JournalStorage.Evaluations(events)]));

    private static IEnumerable<AdamW.State> States(AdamW optimizer) => optimizer.state_dict().State.Cast<AdamW.State>();

    private static IEnumerable<(string Name, Tensor Values)> OptimizerTensors(AdamW optimizer) =>
        States(optimizer).SelectMany((state, index) => new[]
        {
            ($"optimizer.{index}.exp_avg", state.exp_avg),
            ($"optimizer.{index}.exp_avg_sq", state.exp_avg_sq),
        });
}

/// <summary>How far a run is.</summary>
/// <param name="Step">Steps done, and so batches used.</param>
/// <param name="Seconds">Time spent on them, over all parts of the run.</param>
public readonly record struct RunPosition(long Step, double Seconds);
