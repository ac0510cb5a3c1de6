using Inpaint.Models.Training;

namespace Inpaint.Tests.Unit.Models.Training;

public sealed class WarmupSchedulesTests
{
    [Theory]
    [InlineData(0, 0)]
    [InlineData(2, 0.5)]
    [InlineData(4, 1)]
    [InlineData(7, 0.5)]
    [InlineData(10, 0)]
    public void A_cosine_rises_in_a_line_and_ends_at_zero(int step, double factor) => Assert.Equal(factor, WarmupSchedules.Cosine(4, 10)(step), 1e-12);

    [Theory]
    [InlineData(2, 0.5)]
    [InlineData(4, 1)]
    [InlineData(7, 0.5)]
    [InlineData(12, 0)]
    public void A_line_falls_to_zero_and_stays_there(int step, double factor) => Assert.Equal(factor, WarmupSchedules.Linear(4, 10)(step), 1e-12);

    [Fact]
    public void Without_warm_up_the_first_step_has_the_whole_rate()
    {
        Assert.Equal(1, WarmupSchedules.Constant(0)(0));
        Assert.Equal(1, WarmupSchedules.Cosine(0, 10)(0));
        Assert.Equal(1, WarmupSchedules.Linear(0, 10)(0));
    }
}
