using System.Runtime.InteropServices;
using Google.Protobuf;
using Inpaint.Models.Weights;
using Inpaint.V1;

namespace Inpaint.Trainer.Runs;

/// <summary>A run's journal as part of its checkpoint: steps as one array of doubles, evaluations as text beside it.</summary>
internal static class JournalStorage
{
    private const string StepsName = "journal.steps";
    private const string EvaluationsKey = "journal.evaluations";
    private const int Columns = 4;

    /// <summary>The steps, float64 [steps, 4]: number, loss, learning rate, samples a second.</summary>
    public static SafetensorsTensor Steps(IReadOnlyList<RunEvent> events)
    {
        double[] values = [.. events.OfType<StepEvent>().SelectMany(step =>
            new[] { step.Number, step.Loss, step.LearningRate, step.SamplesPerSecond })];
        return new SafetensorsTensor(StepsName, Models.Weights.ElementType.Float64, [values.Length / Columns, Columns], MemoryMarshal.AsBytes<double>(values).ToArray());
    }

    /// <summary>The evaluations, one line of JSON each, as an entry of the file's metadata.</summary>
    public static KeyValuePair<string, string> Evaluations(IReadOnlyList<RunEvent> events) =>
        new(EvaluationsKey, string.Join('\n', events.OfType<EvaluationEvent>().Select(scored => JsonFormatter.Default.Format(scored.Evaluation))));

    /// <summary>Reads the journal back, in the order in which it was written.</summary>
    public static void Read(SafetensorsFile file, RunJournal journal)
    {
        var values = MemoryMarshal.Cast<byte, double>(file.ReadBytes(file[StepsName]));
        var evaluations = new Queue<TrainingEvaluation>(
            file.Metadata.GetValueOrDefault(EvaluationsKey, "")
                .Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Select(line => TrainingEvaluation.Parser.ParseJson(line)));
        for (var i = 0; i + Columns <= values.Length; i += Columns)
        {
            var step = new StepEvent((long)values[i], values[i + 1], values[i + 2], values[i + 3]);
            journal.Add(step);
            while (evaluations.TryPeek(out var evaluation) && evaluation.Step <= step.Number)
                journal.Add(new EvaluationEvent(evaluations.Dequeue()));
        }
    }
}
