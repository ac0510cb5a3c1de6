using Inpaint.Trainer.RecipeFiles;
using Inpaint.Trainer.Running;

namespace Inpaint.Tests.Unit.Trainer;

public sealed class LearningRateScheduleTests
{
    private static readonly OptimizerRecipe Recipe = new() { LearningRate = 1e-3, FinalLearningRate = 1e-5, WarmupSteps = 10 };

    [Fact]
    public void Warm_up_rises_in_a_line_to_the_highest_rate()
    {
        var schedule = new LearningRateSchedule(Recipe, steps: 110);
        Assert.Equal(1e-4, schedule.At(1), 1e-12);
        Assert.Equal(5e-4, schedule.At(5), 1e-12);
        Assert.Equal(1e-3, schedule.At(10), 1e-12);
    }

    [Fact]
    public void Cosine_passes_the_middle_and_ends_at_the_final_rate()
    {
        var schedule = new LearningRateSchedule(Recipe, steps: 110);
        Assert.Equal((1e-3 + 1e-5) / 2, schedule.At(60), 1e-12);
        Assert.Equal(1e-5, schedule.At(110), 1e-12);
    }

    [Fact]
    public void Training_shorter_than_its_warm_up_still_has_rates()
    {
        var schedule = new LearningRateSchedule(Recipe, steps: 4);
        Assert.All([1, 2, 3, 4], step => Assert.InRange(schedule.At(step), 1e-5, 1e-3));
    }
}
