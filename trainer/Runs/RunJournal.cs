using Inpaint.V1;

namespace Inpaint.Trainer.Runs;

/// <summary>
/// All that happened in a run, for anybody to read while it grows. The one writer never waits for readers, and a reader
/// holds nothing but its position: however slow it is, nothing piles up for it.
/// </summary>
public sealed class RunJournal
{
    private readonly Lock _lock = new();
    private readonly List<RunEvent> _events = [];
    private TaskCompletionSource _grown = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The latest step; null before the first.</summary>
    public StepEvent? LatestStep { get; private set; }

    /// <summary>The latest evaluation; null before the first.</summary>
    public TrainingEvaluation? LatestEvaluation { get; private set; }

    /// <summary>Adds an event and wakes the readers.</summary>
    public void Add(RunEvent happened)
    {
        lock (_lock)
        {
            _events.Add(happened);
            if (happened is StepEvent step)
                LatestStep = step;
            else if (happened is EvaluationEvent evaluation)
                LatestEvaluation = evaluation.Evaluation;
        }

        Wake();
    }

    /// <summary>Wakes the readers, for something beside the journal has changed.</summary>
    public void Wake()
    {
        TaskCompletionSource grown;
        lock (_lock)
        {
            grown = _grown;
            _grown = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        grown.SetResult();
    }

    /// <summary>Copies events from a position on.</summary>
    /// <param name="position">The first event, counted from 0.</param>
    /// <param name="maximum">At most so many.</param>
    /// <returns>The events, and a task that ends when there may be more than at the time of the call.</returns>
    public (IReadOnlyList<RunEvent> Events, Task Grown) Read(int position, int maximum)
    {
        lock (_lock)
        {
            var count = Math.Clamp(_events.Count - position, 0, maximum);
            return (_events.GetRange(Math.Min(position, _events.Count), count), _grown.Task);
        }
    }

    /// <summary>All events so far.</summary>
    public IReadOnlyList<RunEvent> All() => Read(0, int.MaxValue).Events;
}
