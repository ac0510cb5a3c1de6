using static TorchSharp.torch;

namespace Inpaint.Models.Weights;

/// <summary>The tensors of a PyTorch checkpoint whose names begin with a prefix, without it.</summary>
internal sealed class PyTorchSource(PyTorchCheckpoint checkpoint, string prefix = "") : ITensorSource
{
    public IEnumerable<string> Names => checkpoint.Tensors.Keys
        .Where(name => name.StartsWith(prefix, StringComparison.Ordinal))
        .Select(name => name[prefix.Length..]);

    public (ElementType Type, IReadOnlyList<long> Shape)? Find(string name) =>
        checkpoint.Tensors.TryGetValue(prefix + name, out var tensor) ? (tensor.Type, tensor.Shape) : null;

    public Tensor Load(string name) => checkpoint.Load(prefix + name);

    public void Dispose() => checkpoint.Dispose();
}
