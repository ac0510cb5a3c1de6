using System.Text.Json;
using Inpaint.Models.Clip;
using Inpaint.Trainer.Contrastive;
using TorchSharp;
using static TorchSharp.torch;

namespace Inpaint.Trainer.Networks;

/// <summary>Trains CLIP contrastively: the texts and the pictures of a batch are to find each other.</summary>
internal sealed class TrainedClip : IEmbeddingNetwork
{
    // As published: the factor on cosines never exceeds 100.
    private const double LargestLogitScale = 4.605170185988092;
    private const float White = 1;

    private readonly ClipStart _start;
    private readonly ClipModel _model;
    private readonly Tensor _mean;
    private readonly Tensor _deviation;
    private readonly int _shift;

    /// <param name="start">The network and its vocabulary.</param>
    /// <param name="shift">Pixels by which the pictures of a batch are moved at most, each way.</param>
    /// <param name="device">Where to compute.</param>
    public TrainedClip(ClipStart start, int shift, Device device)
    {
        (_start, _shift) = (start, shift);
        if (start.Initial is { } initial)
        {
            _model = initial.Load();
        }
        else
        {
            _model = new ClipModel(start.Settings.Model);
            ClipInitialization.Draw(_model);
        }

        _model.to(device);
        _mean = tensor(start.Settings.Pictures.Mean.ToArray(), [1, 3, 1, 1], device: device);
        _deviation = tensor(start.Settings.Pictures.StandardDeviation.ToArray(), [1, 3, 1, 1], device: device);
    }

    public nn.Module Module => _model;

    public JsonElement Configuration => _start.Settings.ToJson();

    public int EmbeddingWidth => 0;

    public Tensor Loss(TrainingTensors batch, Generator noise) =>
        ContrastiveLoss.Compute(_model.Compare(_model.EmbedPictures(Normalised(Moved(batch.Pictures, noise))), Texts(batch.Descriptions)));

    public void Constrain() => _model.ClampLogitScale(0, LargestLogitScale);

    public (Tensor Pictures, Tensor Texts) Embed(TrainingTensors batch) =>
        (_model.EmbedPictures(Normalised(batch.Pictures)), Texts(batch.Descriptions));

    public void WriteFiles(string folder)
    {
        foreach (var file in _start.Settings.Texts.VocabularyFiles)
            File.Copy(Path.Combine(_start.VocabularyFolder, file), Path.Combine(folder, file));
    }

    public void Dispose()
    {
        _mean.Dispose();
        _deviation.Dispose();
        _model.Dispose();
    }

    private Tensor Normalised(Tensor pictures)
    {
        var vision = _start.Settings.Model.VisionConfig;
        var (height, width) = (vision.ImageSize, vision.ImageWidth ?? vision.ImageSize);
        var fitting = pictures.shape[2] == height && pictures.shape[3] == width
            ? pictures
            : nn.functional.interpolate(pictures, size: [height, width], mode: InterpolationMode.Bicubic, align_corners: false);
        return fitting.sub(_mean).div(_deviation);
    }

    // The paper is white, so that what comes in from outside is as well.
    private Tensor Moved(Tensor pictures, Generator noise)
    {
        if (_shift == 0)
            return pictures;
        var (height, width) = (pictures.shape[2], pictures.shape[3]);
        var offsets = randint(0, (2 * _shift) + 1, [2], dtype: ScalarType.Int64, generator: noise);
        var padded = nn.functional.pad(pictures, [_shift, _shift, _shift, _shift], PaddingModes.Constant, White);
        return padded.narrow(2, offsets[0].item<long>(), height).narrow(3, offsets[1].item<long>(), width);
    }

    private Tensor Texts(IReadOnlyList<string> descriptions) => ClipTextBatch.Embed(_model, [.. descriptions.Select(_start.Tokenizer.Tokenize)]);
}
