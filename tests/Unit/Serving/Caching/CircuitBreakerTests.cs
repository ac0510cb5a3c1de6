using Inpaint.Serving.Caching;
using Inpaint.Tests.Unit.Serving.Support;

namespace Inpaint.Tests.Unit.Serving.Caching;

public class CircuitBreakerTests
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);
    private readonly ManualTime _time = new();
    private readonly CircuitBreaker _breaker;

    public CircuitBreakerTests() => _breaker = new CircuitBreaker(3, Pause, _time);

    [Fact]
    public void Opens_after_failures_in_a_row_only()
    {
        Fail(2);
        _breaker.Succeeded();
        Fail(2);
        Assert.False(_breaker.IsOpen);

        Assert.True(_breaker.Failed());

        Assert.True(_breaker.IsOpen);
        Assert.False(_breaker.TryEnter());
    }

    [Fact]
    public void Lets_one_probe_through_after_the_pause_and_closes_when_it_succeeds()
    {
        Fail(3);
        _time.Advance(Pause);

        Assert.True(_breaker.TryEnter());
        Assert.False(_breaker.TryEnter());
        Assert.True(_breaker.Succeeded());

        Assert.True(_breaker.TryEnter());
        Assert.True(_breaker.TryEnter());
    }

    [Fact]
    public void Pauses_anew_when_the_probe_fails()
    {
        Fail(3);
        _time.Advance(Pause);
        Assert.True(_breaker.TryEnter());

        Assert.False(_breaker.Failed());

        Assert.False(_breaker.TryEnter());
        _time.Advance(Pause);
        Assert.True(_breaker.TryEnter());
    }

    [Fact]
    public void First_pause_is_short_and_every_probe_that_fails_doubles_it_up_to_the_longest()
    {
        Fail(3);

        foreach (int part in (int[])[32, 16, 8, 4, 2, 1, 1])
        {
            _time.Advance(Pause / part - TimeSpan.FromTicks(1));
            Assert.False(_breaker.TryEnter());
            _time.Advance(TimeSpan.FromTicks(1));
            Assert.True(_breaker.TryEnter());
            _breaker.Failed();
        }
    }

    private void Fail(int times)
    {
        for (int i = 0; i < times; i++)
        {
            Assert.True(_breaker.TryEnter());
            _breaker.Failed();
        }
    }
}
