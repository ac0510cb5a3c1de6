using static TorchSharp.torch;

namespace Inpaint.Models.Weights;

/// <summary>The tensors of a safetensors file.</summary>
internal sealed class SafetensorsSource(SafetensorsFile file) : ITensorSource
{
    public IEnumerable<string> Names => file.Entries.Select(entry => entry.Name);

    public (ElementType Type, IReadOnlyList<long> Shape)? Find(string name) =>
        file.Find(name) is { } entry ? (entry.Type, entry.Shape) : null;

    public Tensor Load(string name)
    {
        var entry = file[name];
        var values = empty([.. entry.Shape], ScalarTypes.Of(entry.Type));
        if (entry.Length > 0)
            file.Read(entry, values.bytes);
        return values;
    }

    public void Dispose() => file.Dispose();
}
