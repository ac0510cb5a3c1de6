using Inpaint.Trainer.Runs;
using Inpaint.V1;

namespace Inpaint.Tests.Unit.Trainer;

public sealed class RunJournalTests
{
    private readonly RunJournal _journal = new();

    [Fact]
    public void Events_are_read_from_any_position_in_their_order()
    {
        for (var step = 1; step <= 5; step++)
            _journal.Add(new StepEvent(step, step, 0, 0));
        Assert.Equal([3, 4], _journal.Read(2, 2).Events.Select(happened => happened.Step));
        Assert.Empty(_journal.Read(5, 10).Events);
        Assert.Empty(_journal.Read(50, 10).Events);
    }

    [Fact]
    public void Reader_is_woken_by_the_next_event_only()
    {
        var (_, grown) = _journal.Read(0, 10);
        Assert.False(grown.IsCompleted);
        _journal.Add(new StepEvent(1, 1, 0, 0));
        Assert.True(grown.IsCompleted);
        Assert.False(_journal.Read(1, 10).Grown.IsCompleted);
    }

    [Fact]
    public void Latest_step_and_evaluation_are_at_hand()
    {
        Assert.Null(_journal.LatestStep);
        _journal.Add(new StepEvent(1, 0.5, 0, 0));
        _journal.Add(new EvaluationEvent(new TrainingEvaluation { Step = 1, Samples = 3 }));
        _journal.Add(new StepEvent(2, 0.25, 0, 0));
        Assert.Equal(0.25, _journal.LatestStep!.Loss);
        Assert.Equal(3, _journal.LatestEvaluation!.Samples);
    }
}
