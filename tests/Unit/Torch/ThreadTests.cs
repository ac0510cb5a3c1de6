using System.Globalization;
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
        // A million where it is asked for: INPAINT_NATIVE_CALLS, or deploy/measure native.
        var calls = Environment.GetEnvironmentVariable("INPAINT_NATIVE_CALLS") is { } text ? long.Parse(text, CultureInfo.InvariantCulture) : 100_000;
        var before = TensorCountCollection.Settle();

        MixedCalls.Run(calls, Threads);

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
        MixedCalls.OnThreads(Threads, thread =>
        {
            for (var i = 0; i < 1000; i++)
                Assert.Equal(2 * (thread + i), full([4], (double)(thread + i)).add(full([4], (double)(thread + i))).mean().ToDouble());
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
            MixedCalls.OnThreads(Threads, _ => x.Dispose());
        }

        Assert.Equal(before, Tensor.TotalCount);
    }

    [Fact]
    public void Live_tensors_are_as_many_after_ten_thousand_forwards_as_after_one_hundred()
    {
        using var net = nn.Sequential(nn.Conv2d(3, 4, 3, padding: 1), nn.BatchNorm2d(4), nn.ReLU(), nn.Conv2d(4, 3, 3, padding: 1));
        net.eval();
        using var picture = rand(1, 3, 8, 8);
        Forward(100);
        var before = TensorCountCollection.Settle();

        Forward(10_000);

        // Not settled again: nothing may have been left to the finalizer.
        Assert.Equal(before, Tensor.TotalCount);

        void Forward(int times)
        {
            for (var i = 0; i < times; i++)
            {
                using var scope = NewDisposeScope();
                using var mode = inference_mode();
                net.call(picture);
            }
        }
    }
}
