using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Inpaint.Models.Parametric;

/// <summary>
/// Reads a half-filled design as <see cref="ParametricEncoder"/> encodes it, and says of every parameter what it is likely to be.
/// What it makes of the design before it answers is the learned embedding. Residual layers with the norm first.
/// </summary>
public sealed class ParameterNetwork : nn.Module<Tensor, Tensor>
{
    /// <summary>Name of the family.</summary>
    public const string Family = "parametric";

    private readonly Linear _input;
    private readonly Sequential[] _blocks;
    private readonly LayerNorm _norm;
    private readonly Linear _embedding;
    private readonly Linear _heads;

    /// <summary>A network with freshly drawn weights.</summary>
    /// <param name="configuration">Its shape.</param>
    /// <param name="layout">What it answers.</param>
    /// <exception cref="ArgumentException">No network has this shape.</exception>
    public ParameterNetwork(ParameterNetworkConfiguration configuration, ParameterLayout layout)
        : base(nameof(ParameterNetwork))
    {
        configuration.ThrowUnlessValid();
        Configuration = configuration;
        Layout = layout;
        var width = configuration.Width;
        _input = nn.Linear(2L * layout.Schema.Count, width);
        _blocks = [.. Enumerable.Range(0, configuration.Blocks).Select(_ => nn.Sequential(
            nn.LayerNorm(width),
            nn.Linear(width, 2L * width),
            nn.GELU(),
            nn.Dropout(configuration.Dropout),
            nn.Linear(2L * width, width)))];
        _norm = nn.LayerNorm(width);
        _embedding = nn.Linear(width, configuration.EmbeddingWidth);
        _heads = nn.Linear(configuration.EmbeddingWidth, layout.Outputs);
        register_module("input", _input);
        for (var i = 0; i < _blocks.Length; i++)
            register_module($"block{i + 1}", _blocks[i]);
        register_module("norm", _norm);
        register_module("embedding", _embedding);
        register_module("heads", _heads);
    }

    /// <summary>The network's shape.</summary>
    public ParameterNetworkConfiguration Configuration { get; }

    /// <summary>What it answers.</summary>
    public ParameterLayout Layout { get; }

    /// <summary>Answers: float32 [n, 2 x parameters] to [n, outputs], in the order of the <see cref="Layout"/>.</summary>
    public override Tensor forward(Tensor input) => _heads.forward(nn.functional.gelu(Embed(input)));

    /// <summary>The learned embeddings, [n, embedding width].</summary>
    public Tensor Embed(Tensor input)
    {
        var features = _input.forward(input);
        foreach (var block in _blocks)
            features = features + block.forward(features);
        return _embedding.forward(_norm.forward(features));
    }
}
