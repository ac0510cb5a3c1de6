using static TorchSharp.torch;

namespace Inpaint.Tests.Unit.Torch;

public sealed class GeneratorTests
{
    [Fact]
    public void Equal_seeds_give_equal_draws_and_others_do_not()
    {
        using var scope = NewDisposeScope();
        using var first = new Generator(5);
        using var second = new Generator(5);
        using var third = new Generator(6);
        var drawn = randn([32], generator: first);
        Assert.True(drawn.Equals(randn([32], generator: second)));
        Assert.False(drawn.Equals(randn([32], generator: third)));
        Assert.Equal(5, first.initial_seed());
    }

    [Fact]
    public void State_given_back_repeats_the_draws_that_followed_it()
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(1);
        _ = rand([7], generator: generator);
        var state = generator.get_state();
        var drawn = rand([100], generator: generator);
        generator.set_state(state);
        Assert.True(drawn.Equals(rand([100], generator: generator)));
        using var other = new Generator();
        other.set_state(state);
        Assert.True(drawn.Equals(rand([100], generator: other)));
    }

    [Fact]
    public void Negative_seed_is_taken_as_it_is()
    {
        using var generator = new Generator();
        generator.manual_seed(-3);
        Assert.Equal(-3, generator.initial_seed());
    }

    [Fact]
    public void Seed_that_nobody_chose_is_told()
    {
        using var generator = new Generator();
        var seed = generator.seed();
        Assert.Equal(seed, generator.initial_seed());
        Assert.NotEqual(seed, generator.seed());
    }

    [StandInFact("ends the process")]
    public void State_of_another_shape_is_refused()
    {
        using var generator = new Generator();
        using var state = zeros(3, dtype: ScalarType.Byte);
        Assert.Throws<System.Runtime.InteropServices.ExternalException>(() => generator.set_state(state));
    }
}
