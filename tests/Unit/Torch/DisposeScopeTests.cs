using TorchSharp;
using static TorchSharp.torch;

namespace Inpaint.Tests.Unit.Torch;

[Collection(TensorCountCollection.Name)]
public sealed class DisposeScopeTests
{
    [Fact]
    public void Live_count_stays_flat_over_many_iterations()
    {
        var before = TensorCountCollection.Settle();
        using var weight = randn(16, 16);
        for (var i = 0; i < 1000; i++)
        {
            using var scope = NewDisposeScope();
            var y = randn(4, 16).matmul(weight).relu().sum();
            Assert.True(y.ToSingle() >= 0);
            Assert.Equal(4, scope.DisposablesCount);
        }

        Assert.Equal(before + 1, Tensor.TotalCount);
    }

    [Fact]
    public void Result_moved_out_outlives_its_scope_and_nothing_else_does()
    {
        using var outer = NewDisposeScope();
        Tensor kept, dropped;
        using (NewDisposeScope())
        {
            dropped = ones(2);
            kept = (dropped + 1).MoveToOuterDisposeScope();
        }

        Assert.True(dropped.IsInvalid);
        Assert.False(kept.IsInvalid);
        Assert.True(outer.Contains(kept));
        outer.DisposeEverything();
        Assert.True(kept.IsInvalid);
    }

    [Fact]
    public void Detached_tensor_belongs_to_nobody()
    {
        Tensor free;
        using (NewDisposeScope())
            free = ones(2).DetachFromDisposeScope();
        Assert.Equal([1, 1], free.data<float>().ToArray());
        free.Dispose();
        Assert.Throws<InvalidOperationException>(() => free.shape);
    }

    [Fact]
    public void Scope_ends_with_an_exception_too()
    {
        var before = TensorCountCollection.Settle();
        Assert.ThrowsAny<Exception>(() =>
        {
            using var scope = NewDisposeScope();
            return ones(2, 3).matmul(ones(2, 3));
        });
        Assert.Equal(before, Tensor.TotalCount);
        Assert.Null(CurrentDisposeScope);
    }

    [Fact]
    public void Everything_but_the_kept_is_disposed()
    {
        using var scope = NewDisposeScope();
        var (first, second, third) = (ones(1), ones(1), ones(1));
        scope.DisposeEverythingBut(second);
        Assert.True(first.IsInvalid && third.IsInvalid);
        Assert.False(second.IsInvalid);
        Assert.Equal(1, scope.DisposablesCount);
    }

    [Fact]
    public void Statistics_count_what_a_thread_made_and_disposed()
    {
        var thread = new Thread(() =>
        {
            var statistics = DisposeScopeManager.Statistics;
            using (NewDisposeScope())
                _ = ones(1) + ones(1);
            ones(1).Dispose();
            Assert.Equal((3, 3), (statistics.CreatedInScopeCount, statistics.DisposedInScopeCount));
            Assert.Equal((1, 1), (statistics.CreatedOutsideScopeCount, statistics.DisposedOutsideScopeCount));
            Assert.Equal(0, statistics.ThreadTotalLiveCount);
        });
        thread.Start();
        Assert.True(thread.Join(TimeSpan.FromSeconds(30)));
    }

    [Fact]
    public void Outer_scope_may_end_before_the_inner_one()
    {
        var outer = NewDisposeScope();
        var inner = NewDisposeScope();
        var x = ones(1);
        outer.Dispose();
        Assert.False(x.IsInvalid);
        inner.Dispose();
        Assert.True(x.IsInvalid);
        Assert.Null(CurrentDisposeScope);
    }
}
