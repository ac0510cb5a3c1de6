using System.Runtime.InteropServices;
using TorchSharp;
using static TorchSharp.torch;

namespace Inpaint.Tests.Unit.Torch;

[Collection(TensorCountCollection.Name)]
public sealed class ThreadTests
{
    private const int Threads = 8;

    [Fact]
    public void Mixed_calls_on_eight_threads_give_right_results_and_leak_nothing()
    {
        var before = TensorCountCollection.Settle();
        using (var weight = eye(8, requires_grad: true))
        {
            Run(seed =>
            {
                for (var i = 0; i < 400; i++)
                    MixedCalls(weight, seed + i);
            });
        }

        Assert.Equal(before, TensorCountCollection.Settle());
    }

    [Fact]
    public void Finalizers_do_not_race_with_calls()
    {
        var before = TensorCountCollection.Settle();
        using var stop = new CancellationTokenSource();
        var collector = new Thread(() =>
        {
            while (!stop.IsCancellationRequested)
            {
                GC.Collect(0);
                GC.WaitForPendingFinalizers();
            }
        });
        collector.Start();
        // Nothing is disposed: every intermediate tensor is left to the finalizer while calls run.
        Run(seed =>
        {
            for (var i = 0; i < 1000; i++)
                Assert.Equal(2 * (seed + i), full([4], (double)(seed + i)).add(full([4], (double)(seed + i))).mean().ToDouble());
        });
        stop.Cancel();
        Assert.True(collector.Join(TimeSpan.FromSeconds(30)));
        Assert.Equal(before, TensorCountCollection.Settle());
    }

    [Fact]
    public void Two_threads_dispose_one_tensor_once()
    {
        var before = TensorCountCollection.Settle();
        for (var i = 0; i < 200; i++)
        {
            var x = ones(1);
            Run(_ => x.Dispose());
        }

        Assert.Equal(before, Tensor.TotalCount);
    }

    private static void MixedCalls(Tensor weight, int seed)
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator((ulong)seed);
        var x = randn(4, 8, generator: generator);
        Assert.True(x.Equals(randn(4, 8, generator: generator.manual_seed(seed))));
        Assert.True(autograd.grad([x.matmul(weight).sum()], [weight])[0][0].allclose(x.sum(dim: 0)[0].expand(8)));
        Assert.True(cat(x.chunk(2), 0).Equals(x));
        Assert.Equal(x.to(ScalarType.Float64).sum().item<double>(), x.data<float>().Sum(value => (double)value), 1e-6);
        Assert.Throws<ExternalException>(() => x.matmul(x));
        using (no_grad())
            Assert.False(x.matmul(weight).requires_grad);
    }

    private static void Run(Action<int> body)
    {
        var failures = new List<Exception>();
        var threads = Enumerable.Range(0, Threads).Select(i => new Thread(() =>
        {
            try
            {
                body(i * 1000);
            }
            catch (Exception failure)
            {
                lock (failures)
                    failures.Add(failure);
            }
        })).ToArray();
        foreach (var thread in threads)
            thread.Start();
        foreach (var thread in threads)
            Assert.True(thread.Join(TimeSpan.FromMinutes(2)));
        if (failures.Count > 0)
            throw new AggregateException(failures);
    }
}
