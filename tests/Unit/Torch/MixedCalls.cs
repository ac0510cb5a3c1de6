using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace Inpaint.Tests.Unit.Torch;

/// <summary>Calls of every sort from many threads at once, each of which checks what it gets: operators, gradients, random numbers, copies, refusals.</summary>
internal static class MixedCalls
{
    /// <summary>Calls of libtorch in one round, at the least.</summary>
    public const int CallsOfRound = 20;

    /// <summary>Makes the calls.</summary>
    /// <param name="calls">How many of libtorch, all threads together.</param>
    /// <param name="threads">Threads.</param>
    /// <param name="cancellationToken">Ends it early.</param>
    /// <exception cref="AggregateException">A result was wrong, or something was thrown that is no refusal.</exception>
    public static void Run(long calls, int threads, CancellationToken cancellationToken = default)
    {
        using var weight = eye(8, requires_grad: true);
        var rounds = calls / threads / CallsOfRound;
        OnThreads(threads, thread =>
        {
            for (var round = 0L; round < rounds && !cancellationToken.IsCancellationRequested; round++)
                Round(weight, (thread * rounds) + round);
        });
        cancellationToken.ThrowIfCancellationRequested();
    }

    /// <summary>Runs a body on threads of its own and waits for all; what any of them throws comes out together.</summary>
    public static void OnThreads(int count, Action<int> body)
    {
        var failures = new List<Exception>();
        var threads = Enumerable.Range(0, count).Select(i => new Thread(() =>
        {
            try
            {
                body(i);
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
            thread.Join();
        if (failures.Count > 0)
            throw new AggregateException(failures);
    }

    private static void Round(Tensor weight, long seed)
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator((ulong)seed);
        var x = randn(4, 8, generator: generator);
        Require(x.Equals(randn(4, 8, generator: generator.manual_seed(seed))), "a seed gives other numbers");
        Require(autograd.grad([x.matmul(weight).sum()], [weight])[0][0].allclose(x.sum(dim: 0)[0].expand(8)), "another gradient");
        Require(cat(x.chunk(2), 0).Equals(x), "halves make no whole");
        Require(Math.Abs(x.to(ScalarType.Float64).sum().item<double>() - x.data<float>().Sum(value => (double)value)) < 1e-6, "another sum");
        Require(x.clone().mul_(2).sub_(x).Equals(x), "twice less once is not once");
        RequireRefusal(() => x.view(3));
        using (no_grad())
            Require(!x.matmul(weight).requires_grad, "a gradient where none is recorded");
    }

    private static void Require(bool holds, string wrong)
    {
        if (!holds)
            throw new InvalidOperationException(wrong);
    }

    private static void RequireRefusal(Func<Tensor> call)
    {
        try
        {
            call();
        }
        catch (ExternalException)
        {
            return;
        }

        throw new InvalidOperationException("a wrong call was not refused");
    }
}
