using Grpc.Core;
using Inpaint.Trainer;

namespace Inpaint.Tests.Unit.Trainer;

public sealed class RetryPolicyTests
{
    private static readonly RetryPolicy Policy = new(3, TimeSpan.Zero);

    [Fact]
    public async Task Passing_failure_is_tried_again()
    {
        var attempts = 0;
        var result = await Policy.RunAsync("scoring", _ => ++attempts < 3 ? throw Failure(StatusCode.Unavailable) : Task.FromResult(7), TimeProvider.System, CancellationToken.None);
        Assert.Equal((7, 3), (result, attempts));
    }

    [Fact]
    public async Task Lasting_failure_ends_after_the_allowed_attempts_and_says_what_happened()
    {
        var attempts = 0;
        var failure = await Assert.ThrowsAsync<TrainingException>(() =>
            Policy.RunAsync<int>("scoring", _ => throw Failure(StatusCode.Unavailable, ++attempts), TimeProvider.System, CancellationToken.None));
        Assert.Equal(3, attempts);
        Assert.Contains("scoring failed 3 times in a row", failure.Message);
        Assert.Contains("Unavailable", failure.Message);
    }

    [Theory]
    [InlineData(StatusCode.InvalidArgument)]
    [InlineData(StatusCode.NotFound)]
    [InlineData(StatusCode.FailedPrecondition)]
    public async Task Refusal_is_not_tried_again(StatusCode code)
    {
        var attempts = 0;
        await Assert.ThrowsAsync<TrainingException>(() =>
            Policy.RunAsync<int>("augmentation", _ => throw Failure(code, ++attempts), TimeProvider.System, CancellationToken.None));
        Assert.Equal(1, attempts);
    }

    [Fact]
    public void Waits_double_up_to_a_limit()
    {
        var policy = new RetryPolicy(100, TimeSpan.FromSeconds(1));
        Assert.Equal([1, 2, 4, 8, 15, 15], Enumerable.Range(1, 6).Select(failures => (int)policy.DelayAfter(failures).TotalSeconds));
    }

    private static RpcException Failure(StatusCode code, int attempt = 0) => new(new Status(code, $"attempt {attempt}"));
}
