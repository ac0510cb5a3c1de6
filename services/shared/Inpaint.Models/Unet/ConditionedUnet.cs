using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Inpaint.Models.Unet;

/// <summary>
/// A UNet that completes a picture in one pass, conditioned on the mask, by feature-wise modulation of its blocks (FiLM) on an
/// embedding, and by cross-attention of its coarsest features on a text. Built for training on a processor: it works on 2x2 pixels at once, and decides what fills the hole
/// at 1/16 of the picture's size.
/// </summary>
public sealed partial class ConditionedUnet : nn.Module<Tensor, Tensor, Tensor?, TokenSequence?, Tensor>
{
    /// <summary>Name of the family, as the gateway routes it.</summary>
    public const string Family = "unet";

    // Picture (3), mask (1), row and column (2), each of 2x2 pixels.
    private const int StemChannels = (3 + 1 + 2) * PixelGroup * PixelGroup;
    private const int PixelGroup = 2;

    private readonly Sequential? _condition;
    private readonly ConvolutionBlock _stem;
    private readonly ConvolutionBlock[] _down;
    private readonly ConvolutionBlock[] _encode;
    private readonly GlobalMixing _mixing;
    private readonly TextAttention? _text;
    private readonly RefinementBlock[] _up;
    private readonly Conv2d _output;
    private readonly Tensor _position;

    /// <summary>A network with freshly drawn weights.</summary>
    /// <param name="configuration">Its shape.</param>
    /// <exception cref="ArgumentException">No network has this shape.</exception>
    public ConditionedUnet(ConditionedUnetConfiguration configuration)
        : base(nameof(ConditionedUnet))
    {
        configuration.ThrowUnlessValid();
        Configuration = configuration;
        var channels = configuration.Channels;
        var condition = configuration.EmbeddingWidth == 0 ? 0 : configuration.ConditionWidth;
        _condition = condition == 0 ? null : ConditionLayers(configuration);
        _stem = new ConvolutionBlock(StemChannels, channels[0]);
        _down = [.. Enumerable.Range(1, 3).Select(i => new ConvolutionBlock(channels[i - 1], channels[i], stride: 2))];
        _encode = [.. Enumerable.Range(1, 3).Select(i => new ConvolutionBlock(channels[i], channels[i], conditionWidth: condition))];
        _mixing = new GlobalMixing(configuration, channels[3], condition);
        _text = configuration.TextWidth == 0 ? null : new TextAttention(channels[3], configuration.TextWidth, configuration.TextHeads);
        _up = [.. Enumerable.Range(0, 3).Select(i => new RefinementBlock(channels[i + 1], channels[i], condition))];
        _output = nn.Conv2d(channels[0], 3 * PixelGroup * PixelGroup, kernel_size: 3, padding: 1);
        _position = Position(configuration);
        RegisterAll();
    }

    /// <summary>The network's shape.</summary>
    public ConditionedUnetConfiguration Configuration { get; }

    /// <summary>Predicts whole pictures.</summary>
    /// <param name="input1">Partial pictures, float32 [n, 3, height, width] in 0..1; their holes hold anything.</param>
    /// <param name="input2">Masks, float32 [n, 1, height, width], 1 = hole.</param>
    /// <param name="input3">Embeddings, float32 [n, embedding width]; null exactly where the network is conditioned on none.</param>
    /// <param name="input4">Texts; null for pictures without one, and always where the network takes none.</param>
    /// <returns>Float32 [n, 3, height, width] in 0..1; only the hole's pixels are meant to be used.</returns>
    public override Tensor forward(Tensor input1, Tensor input2, Tensor? input3, TokenSequence? input4)
    {
        var condition = _condition?.forward(input3!);
        var features = new Tensor[4];
        features[0] = _stem.forward(StemInput(input1, input2), null);
        for (var i = 0; i < 3; i++)
            features[i + 1] = _encode[i].forward(_down[i].forward(features[i], null), condition);
        var decoded = _mixing.forward(features[3], condition);
        if (_text is not null)
            decoded = _text.forward(decoded, input4);
        for (var i = 2; i >= 0; i--)
            decoded = _up[i].forward(decoded, features[i], condition);
        return sigmoid(nn.functional.pixel_shuffle(_output.forward(decoded), PixelGroup));
    }

    /// <summary>Predicts whole pictures that have no text.</summary>
    public Tensor forward(Tensor picture, Tensor hole, Tensor? embedding) => forward(picture, hole, embedding, null);

    /// <summary>
    /// Puts every norm's running figures into the convolution before it: the same pictures to within rounding, with less work.
    /// The network is for inference from then on; its state dictionary stays as it is.
    /// </summary>
    public void FoldNorms()
    {
        _stem.FoldNorm();
        for (var i = 0; i < 3; i++)
        {
            _down[i].FoldNorm();
            _encode[i].FoldNorm();
            _up[i].FoldNorm();
        }
    }

    private Tensor StemInput(Tensor picture, Tensor hole)
    {
        // Known pixels in -1..1, 0 in the hole.
        var known = ((picture * 2) - 1) * (1 - hole);
        var position = _position.to(picture.device).expand(picture.shape[0], -1, -1, -1);
        return PictureTensors.ChannelsLast(nn.functional.pixel_unshuffle(cat([known, hole, position], 1), PixelGroup));
    }

    private static Sequential ConditionLayers(ConditionedUnetConfiguration configuration) => nn.Sequential(
        nn.Linear(configuration.EmbeddingWidth, 2L * configuration.ConditionWidth),
        nn.ReLU(),
        nn.Linear(2L * configuration.ConditionWidth, configuration.ConditionWidth),
        nn.ReLU());

    // Row and column of every pixel in -1..1, [1, 2, height, width].
    private static Tensor Position(ConditionedUnetConfiguration configuration)
    {
        var (height, width) = (configuration.Height, configuration.Width);
        var rows = linspace(-1, 1, height, ScalarType.Float32).view(1, 1, height, 1).expand(1, 1, height, width);
        var columns = linspace(-1, 1, width, ScalarType.Float32).view(1, 1, 1, width).expand(1, 1, height, width);
        return cat([rows, columns], 1);
    }

    private void RegisterAll()
    {
        if (_condition is not null)
            register_module("condition", _condition);
        register_module("stem", _stem);
        for (var i = 0; i < 3; i++)
        {
            register_module($"down{i + 1}", _down[i]);
            register_module($"encode{i + 1}", _encode[i]);
            register_module($"up{i + 1}", _up[i]);
        }

        register_module("mixing", _mixing);
        if (_text is not null)
            register_module("text", _text);
        register_module("output", _output);
        register_buffer("position", _position, persistent: false);
    }
}
