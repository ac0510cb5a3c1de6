using static TorchSharp.torch;

namespace Inpaint.Tests.Unit.Torch;

/// <summary>Tests that count all tensors of the process: none runs beside another test.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class TensorCountCollection
{
    public const string Name = "tensor counts";

    /// <summary>Collects what other tests left to the finalizer; returns how many tensors then live.</summary>
    public static long Settle()
    {
        for (var i = 0; i < 2; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        return Tensor.TotalCount;
    }
}
