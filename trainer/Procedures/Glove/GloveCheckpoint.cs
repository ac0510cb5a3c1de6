using System.Globalization;
using System.Runtime.InteropServices;
using Inpaint.Models.Glove;
using Inpaint.Models.Weights;
using Inpaint.Trainer.Running;
using Inpaint.Trainer.Runs;
using ElementType = Inpaint.Models.Weights.ElementType;

namespace Inpaint.Trainer.Procedures.Glove;

/// <summary>All that a run needs beside its corpus to go on to the same vectors, bit for bit: parameters, squared gradients, rounds done, the journal.</summary>
internal static class GloveCheckpoint
{
    private const string ParametersName = "parameters";
    private const string SquaresName = "squared_gradients";
    private const string RoundKey = "step";
    private const string SecondsKey = "seconds";

    /// <summary>Writes a checkpoint beside the old one and renames it.</summary>
    public static void Write(string path, GloveTraining training, RunPosition position, IReadOnlyList<RunEvent> events) => SafetensorsWriter.Write(
        path,
        [Describe(ParametersName, training.Parameters), Describe(SquaresName, training.SquaredGradients), JournalStorage.Steps(events)],
        new Dictionary<string, string>([JournalStorage.Evaluations(events)])
        {
            [RoundKey] = position.Step.ToString(CultureInfo.InvariantCulture),
            [SecondsKey] = position.Seconds.ToString("R", CultureInfo.InvariantCulture),
        });

    /// <summary>Reads a checkpoint into a training of the same size.</summary>
    /// <returns>How far the run is.</returns>
    /// <exception cref="WeightsFileException">The file is damaged or of another recipe or corpus.</exception>
    public static RunPosition Read(string path, GloveTraining training)
    {
        using var file = SafetensorsFile.Open(path);
        ReadInto(file, ParametersName, training.Parameters);
        ReadInto(file, SquaresName, training.SquaredGradients);
        return new RunPosition(
            long.Parse(file.Metadata[RoundKey], CultureInfo.InvariantCulture), double.Parse(file.Metadata[SecondsKey], CultureInfo.InvariantCulture));
    }

    private static SafetensorsTensor Describe(string name, double[] values) =>
        new(name, ElementType.Float64, [values.Length], stream => stream.Write(MemoryMarshal.AsBytes<double>(values)));

    private static void ReadInto(SafetensorsFile file, string name, double[] values)
    {
        var read = MemoryMarshal.Cast<byte, double>(file.ReadBytes(file[name]));
        if (file[name].Type != ElementType.Float64 || read.Length != values.Length)
            throw new WeightsFileException($"The tensor '{name}' has {read.Length} values; {values.Length} are needed.", name);
        read.CopyTo(values);
    }
}
