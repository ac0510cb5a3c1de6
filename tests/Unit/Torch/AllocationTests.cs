using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Inpaint.Tests.Unit.Torch;

/// <summary>What runs at every step of a training takes next to no managed memory.</summary>
public sealed class AllocationTests
{
    private const string Official = "hands its arguments over otherwise";

    [StandInFact(Official)]
    public void An_operator_in_place_takes_no_managed_memory()
    {
        using var scope = NewDisposeScope();
        var (x, y) = (ones(16), ones(16));

        Assert.InRange(BytesOf(() => x.mul_(y)), 0, 1);
    }

    [StandInFact(Official)]
    public void A_step_of_an_optimiser_takes_little_managed_memory_however_many_its_parameters_are()
    {
        using var scope = NewDisposeScope();
        var parameters = Enumerable.Range(0, 100).Select(_ => new Parameter(ones(4))).ToArray();
        foreach (var parameter in parameters)
            parameter.grad = ones(4);
        using var optimizer = optim.AdamW(parameters);

        Assert.InRange(BytesOf(() => optimizer.step()), 0, 1024);
    }

    // Of one call, after the first ones have compiled it and filled what is kept.
    private static long BytesOf(Action call)
    {
        const int Calls = 200;
        for (var i = 0; i < Calls; i++)
            call();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < Calls; i++)
            call();
        return (GC.GetAllocatedBytesForCurrentThread() - before) / Calls;
    }
}
