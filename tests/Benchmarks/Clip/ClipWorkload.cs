using Inpaint.Models;
using Inpaint.Models.Clip;
using Inpaint.Models.Weights;
using static TorchSharp.torch;

namespace Inpaint.Benchmarks.Clip;

/// <summary>A CLIP of ViT-B/32's shape with drawn weights, and inputs for it. The vocabulary is small: looking up a row costs the same.</summary>
internal sealed class ClipWorkload : IDisposable
{
    public const int LargestBatch = 16;
    private const int Vocabulary = 1000;

    private readonly ClipModel _model;
    private readonly Tensor _ids;
    private readonly Tensor _pictures;

    public ClipWorkload()
    {
        manual_seed(1);
        Configuration = new ClipConfiguration { TextConfig = new ClipTextConfiguration { VocabSize = Vocabulary, EosTokenId = Vocabulary - 1 } };
        _model = new ClipModel(Configuration);
        ClipInitialization.Draw(_model);
        _model.eval();
        // Texts as long as there is room: nothing can be left out.
        _ids = randint(0, Vocabulary - 1, [LargestBatch, Configuration.TextConfig.MaxPositionEmbeddings]);
        _ids.narrow(1, Configuration.TextConfig.MaxPositionEmbeddings - 1, 1).fill_(Vocabulary - 1);
        _pictures = randn([LargestBatch, 3, Configuration.VisionConfig.ImageSize, Configuration.VisionConfig.ImageSize]);
    }

    public ClipConfiguration Configuration { get; }

    /// <summary>Writes configuration, weights and inputs for the peer.</summary>
    public void Export(string configuration, string tensors)
    {
        File.WriteAllText(configuration, Configuration.ToJson().GetRawText());
        SafetensorsWriter.Write(
            tensors, [.. NetworkWeights.Describe(_model, "w."), StoredTensors.Describe("ids", _ids), StoredTensors.Describe("pictures", _pictures)]);
    }

    /// <summary>Has the model ready itself for inference, as a served one does.</summary>
    public void Prepare() => _model.PrepareForInference();

    public void Text(int batch) => Run(() => _model.EmbedTexts(_ids.narrow(0, 0, batch)));

    public void Image(int batch) => Run(() => _model.EmbedPictures(_pictures.narrow(0, 0, batch)));

    /// <summary>The first text's and the first picture's embedding.</summary>
    public (float[] Text, float[] Image) Output()
    {
        using var scope = NewDisposeScope();
        using var mode = inference_mode();
        return (_model.EmbedTexts(_ids.narrow(0, 0, 1)).data<float>().ToArray(), _model.EmbedPictures(_pictures.narrow(0, 0, 1)).data<float>().ToArray());
    }

    public void Dispose()
    {
        _ids.Dispose();
        _pictures.Dispose();
        _model.Dispose();
    }

    private static void Run(Func<Tensor> forward)
    {
        using var scope = NewDisposeScope();
        using var mode = inference_mode();
        forward();
    }
}
