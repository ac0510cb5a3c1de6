using Inpaint.Serving.Caching;

namespace Inpaint.Tests.Unit.Serving.Caching;

public class AnswerPatienceTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromMilliseconds(2);

    [Fact]
    public async Task Answers_that_are_there_are_not_waited_for() =>
        Assert.True(await AnswerPatience.WaitAsync([Task.CompletedTask, Task.FromException(new TimeoutException())], Limit, () => throw new InvalidOperationException()));

    [Fact]
    public async Task A_crowd_waits_further_turns_for_a_late_answer()
    {
        var answer = new TaskCompletionSource();
        int turns = 0;

        Assert.True(await AnswerPatience.WaitAsync([answer.Task], Limit, Callers));
        Assert.Equal(3, turns);

        int Callers()
        {
            if (++turns == 3)
                answer.SetResult();
            return AnswerPatience.Crowd;
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(AnswerPatience.Crowd)]
    public async Task Nobody_waits_for_ever(int callers) =>
        Assert.False(await AnswerPatience.WaitAsync([new TaskCompletionSource().Task], Limit, () => callers).WaitAsync(TimeSpan.FromSeconds(30)));
}
