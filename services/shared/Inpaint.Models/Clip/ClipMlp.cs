using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Inpaint.Models.Clip;

/// <summary>The two linear layers of a block with the activation between them, at every position for itself.</summary>
internal sealed class ClipMlp : nn.Module<Tensor, Tensor>
{
    private readonly Linear fc1;
    private readonly Linear fc2;

    public ClipMlp(int width, int hidden, string activation)
        : base(nameof(ClipMlp))
    {
        Activation = activation;
        fc1 = nn.Linear(width, hidden);
        fc2 = nn.Linear(hidden, width);
        RegisterComponents();
    }

    public string Activation { get; }

    public Linear First => fc1;

    public Linear Second => fc2;

    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        return fc2.call(ClipActivation.Apply(Activation, fc1.call(input))).MoveToOuterDisposeScope();
    }
}
