using Inpaint.Tests.Unit.Support;
using Inpaint.Trainer.Runs;
using Inpaint.V1;

namespace Inpaint.Tests.Unit.Trainer;

public sealed class RunQueueTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly RunQueue _queue;

    public RunQueueTests() => _queue = new RunQueue(TestRecipes.Options(_folder.Path));

    public void Dispose()
    {
        _queue.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Runs_come_out_in_the_order_in_which_they_went_in()
    {
        var (first, second) = (Add(), Add());
        Assert.Same(first, await _queue.TakeAsync(CancellationToken.None));
        Assert.Same(second, await _queue.TakeAsync(CancellationToken.None));
    }

    [Fact]
    public void Run_beyond_the_bound_is_refused_and_not_even_made()
    {
        Add();
        Add();
        Assert.False(_queue.TryAdd(() => throw new InvalidOperationException("made"), out var run));
        Assert.Null(run);
    }

    [Fact]
    public async Task Removed_run_never_comes_out()
    {
        var (first, second) = (Add(), Add());
        Assert.True(_queue.TryRemove(first));
        Assert.False(_queue.TryRemove(first));
        Assert.Same(second, await _queue.TakeAsync(CancellationToken.None));
        using var limit = new CancellationTokenSource();
        var next = _queue.TakeAsync(limit.Token);
        await limit.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => next);
    }

    private TrainingRun Add()
    {
        Assert.True(_queue.TryAdd(Create, out var run));
        return run!;
    }

    private TrainingRun Create() => new(
        new RunFolder(_folder.Path),
        new RunRecord
        {
            RunId = RunIdentifier.Create(TimeProvider.System),
            RecipeName = "small",
            Recipe = TestRecipes.Parse(TestRecipes.UnetJson),
            Model = "small",
            State = RunState.Queued,
            Created = DateTimeOffset.UnixEpoch,
        },
        new RunJournal());
}
