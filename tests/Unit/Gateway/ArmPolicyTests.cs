using Inpaint.Gateway.Arms;
using NSubstitute;
using Yarp.ReverseProxy.Utilities;

namespace Inpaint.Tests.Unit.Gateway;

public sealed class ArmPolicyTests
{
    private const int Keys = 20_000;

    private static readonly SplitArm[] Arms = [new("a", "unet", 5), new("b", "vae", 3), new("c", "unet", 2)];

    private readonly WeightedRendezvousPolicy _sticky = new();

    [Fact]
    public void Same_key_always_meets_the_same_arm()
    {
        for (int i = 0; i < 100; i++)
        {
            string key = "caller-" + i;
            Assert.Equal(_sticky.Choose(Arms, key), new WeightedRendezvousPolicy().Choose([.. Arms.Reverse()], key));
        }
    }

    [Fact]
    public void Keys_split_by_weight_within_binomial_bounds()
    {
        AssertShares(Arms, i => _sticky.Choose(Arms, "caller-" + i));
    }

    [Fact]
    public void Requests_without_key_split_by_weight_within_binomial_bounds()
    {
        var random = new Random(7);
        var policy = new RandomArmPolicy(Factory(random));
        AssertShares(Arms, _ => policy.Choose(Arms, ""));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(8)]
    public void Changed_weight_moves_keys_only_to_or_from_that_arm(double weight)
    {
        SplitArm[] changed = [Arms[0], Arms[1] with { Weight = weight }, Arms[2]];
        int moved = 0;
        for (int i = 0; i < Keys; i++)
        {
            string before = _sticky.Choose(Arms, "caller-" + i)!.Name;
            string after = _sticky.Choose(changed, "caller-" + i)!.Name;
            if (before == after)
                continue;
            moved++;
            Assert.Contains("b", new[] { before, after });
            Assert.Equal(weight > 3, after == "b");
        }
        double share = Math.Abs(weight / (7 + weight) - .3);
        AssertBinomial(moved, share);
    }

    [Fact]
    public void Removed_arm_leaves_the_other_keys_where_they_were()
    {
        for (int i = 0; i < 1000; i++)
        {
            string before = _sticky.Choose(Arms, "caller-" + i)!.Name;
            string after = _sticky.Choose([Arms[0], Arms[2]], "caller-" + i)!.Name;
            Assert.True(before == after || before == "b");
        }
    }

    [Fact]
    public void Arm_of_weight_zero_is_never_chosen()
    {
        SplitArm[] arms = [new("off", "vae", 0), new("on", "unet", 1)];
        var random = new RandomArmPolicy(Factory(new Random(1)));
        for (int i = 0; i < 1000; i++)
        {
            Assert.Equal("on", _sticky.Choose(arms, "caller-" + i)!.Name);
            Assert.Equal("on", random.Choose(arms, "")!.Name);
        }
    }

    [Fact]
    public void No_arm_is_chosen_where_there_is_none()
    {
        Assert.Null(_sticky.Choose([], "caller"));
        Assert.Null(new RandomArmPolicy(Factory(new Random(1))).Choose([], ""));
    }

    [Fact]
    public void Random_draw_at_the_very_end_falls_on_the_last_arm()
    {
        Random last = Substitute.For<Random>();
        last.NextDouble().Returns(Math.BitDecrement(1.0));
        Assert.Equal("c", new RandomArmPolicy(Factory(last)).Choose(Arms, "")!.Name);
    }

    private static IRandomFactory Factory(Random random)
    {
        IRandomFactory factory = Substitute.For<IRandomFactory>();
        factory.CreateRandomInstance().Returns(random);
        return factory;
    }

    private static void AssertShares(SplitArm[] arms, Func<int, SplitArm?> choose)
    {
        var counts = arms.ToDictionary(arm => arm.Name, _ => 0);
        for (int i = 0; i < Keys; i++)
            counts[choose(i)!.Name]++;
        double total = arms.Sum(arm => arm.Weight);
        foreach (SplitArm arm in arms)
            AssertBinomial(counts[arm.Name], arm.Weight / total);
    }

    /// <summary>Five standard deviations: a fair split leaves them once in two million tests.</summary>
    private static void AssertBinomial(int count, double share)
    {
        double deviation = Math.Sqrt(Keys * share * (1 - share));
        Assert.InRange(count, Keys * share - 5 * deviation, Keys * share + 5 * deviation);
    }
}
