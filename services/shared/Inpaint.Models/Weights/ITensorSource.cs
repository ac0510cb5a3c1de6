using static TorchSharp.torch;

namespace Inpaint.Models.Weights;

/// <summary>Named tensors on disk, whatever the format of their file or files. Nothing but their descriptions is in memory.</summary>
public interface ITensorSource : IDisposable
{
    /// <summary>The tensors' names.</summary>
    IEnumerable<string> Names { get; }

    /// <summary>The type and shape of a tensor; null where there is none of that name.</summary>
    (ElementType Type, IReadOnlyList<long> Shape)? Find(string name);

    /// <summary>Reads a tensor, on the CPU and of its own type.</summary>
    /// <exception cref="WeightsFileException">There is no tensor of that name, or its file has become shorter.</exception>
    Tensor Load(string name);
}
