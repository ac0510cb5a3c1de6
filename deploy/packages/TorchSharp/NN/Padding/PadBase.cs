using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>What padding modules share.</summary>
public abstract class PadBase : ParameterLessModule<Tensor, Tensor>
{
    private readonly long[] _padding;
    private readonly PaddingModes _mode;

    protected PadBase(string name, PaddingModes mode, double value, params long[] padding)
        : base(name)
    {
        _padding = padding;
        _mode = mode;
        this.value = value;
    }

    public double value { get; set; }

    public override Tensor forward(Tensor input) => nn.functional.pad(input, _padding, _mode, value);
}
