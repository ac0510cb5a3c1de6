using Inpaint.Imaging;
using Inpaint.Imaging.Resizing;
using Inpaint.Models.Text;
using TorchSharp;
using static TorchSharp.torch;

namespace Inpaint.Models.Clip;

/// <summary>
/// Turns texts and pictures into CLIP's embeddings, in batches. Its weights never change, so several threads may use it at once; every
/// call owns its tensors.
/// </summary>
public sealed class ClipEncoder : IDisposable
{
    private readonly ClipModel _model;
    private readonly Device _device;
    private readonly ClipPreprocessor _pictures;

    private ClipEncoder(ClipModelFolder folder, ClipModel model, ITextTokenizer tokenizer, Device device)
    {
        (_model, _device) = (model, device);
        Tokenizer = tokenizer;
        Name = folder.Name;
        Digest = folder.Manifest.WeightsDigest;
        Preprocessing = folder.Settings.NamePreprocessing(folder.Path);
        var (pictures, vision) = (folder.Settings.Pictures, folder.Settings.Model.VisionConfig);
        _pictures = new ClipPreprocessor(vision.ImageSize, vision.ImageWidth ?? vision.ImageSize, pictures.Mean, pictures.StandardDeviation, pictures.Crop);
    }

    /// <summary>Its name in the store.</summary>
    public string Name { get; }

    /// <summary>SHA-256 of its weights, lower-case hexadecimal.</summary>
    public string Digest { get; }

    /// <summary>Names the way from inputs to the towers: equal names, equal ids and pixels.</summary>
    public string Preprocessing { get; }

    /// <summary>Values of an embedding.</summary>
    public int Width => _model.Configuration.ProjectionDim;

    /// <summary>Values of a token's vector.</summary>
    public int TokenWidth => _model.Configuration.TextConfig.HiddenSize;

    /// <summary>Turns texts into ids.</summary>
    public ITextTokenizer Tokenizer { get; }

    /// <summary>Opens a model of a store.</summary>
    /// <param name="store">The models.</param>
    /// <param name="name">The model's name.</param>
    /// <param name="tokenizer">Opens the tokenizer of a model's folder; null: <see cref="ClipModelTokenizer"/>.</param>
    /// <param name="device">Where to compute; null: the processor.</param>
    /// <exception cref="ModelException">There is no such model, or it is damaged, or its tokenizer does not fit it.</exception>
    public static ClipEncoder Open(ModelStore store, string name, Func<ClipModelFolder, ITextTokenizer>? tokenizer = null, Device? device = null)
    {
        var folder = ClipModelFolder.Find(store, name);
        var (text, channels) = (folder.Settings.Model.TextConfig, folder.Settings.Model.VisionConfig.NumChannels);
        if (channels != 3)
            throw new ModelException(ModelErrorKind.Unsupported, $"the model '{name}' takes pictures of {channels} channels, not 3");
        var opened = (tokenizer ?? ClipModelTokenizer.Open)(folder);
        if (opened.ContextLength != text.MaxPositionEmbeddings || opened.VocabularySize > text.VocabSize)
        {
            throw new ModelException(
                ModelErrorKind.Corrupt,
                $"the model '{name}' has {text.MaxPositionEmbeddings} positions and {text.VocabSize} tokens; its tokenizer gives {opened.ContextLength} ids of {opened.VocabularySize}");
        }

        var model = folder.Load();
        model.to(device ?? CPU);
        model.PrepareForInference();
        return new ClipEncoder(folder, model, opened, device ?? CPU);
    }

    /// <summary>Encodes texts.</summary>
    /// <param name="texts">At least one, as <see cref="Tokenizer"/> gives them.</param>
    /// <returns>One embedding a text, <see cref="Width"/> values of length 1.</returns>
    /// <exception cref="ArgumentException">A text has another number of ids than the tokenizer gives, or an id beyond the vocabulary.</exception>
    public float[][] EncodeTexts(IReadOnlyList<TokenizedText> texts)
    {
        ThrowUnlessValid(texts);
        using var scope = NewDisposeScope();
        using var mode = inference_mode();
        return Rows(ClipTextBatch.Embed(_model, texts));
    }

    /// <summary>Encodes the tokens of texts: what cross-attention reads.</summary>
    /// <param name="texts">At least one, as <see cref="Tokenizer"/> gives them.</param>
    /// <returns>One sequence a text, all of the context's length: [T, H] row-major, after the final norm.</returns>
    /// <inheritdoc cref="EncodeTexts" path="/exception"/>
    public float[][] EncodeTokens(IReadOnlyList<TokenizedText> texts)
    {
        ThrowUnlessValid(texts);
        using var scope = NewDisposeScope();
        using var mode = inference_mode();
        var ids = tensor(texts.SelectMany(text => text.Ids).ToArray(), [texts.Count, Tokenizer.ContextLength], device: _device);
        return Rows(_model.Text.call(ids, null).Sequence.flatten(1));
    }

    /// <summary>Encodes pictures of any size.</summary>
    /// <param name="pictures">At least one.</param>
    /// <returns>One embedding a picture, <see cref="Width"/> values of length 1.</returns>
    /// <exception cref="InvalidPictureArgumentException">A picture is too long for the tower's crop.</exception>
    public float[][] EncodePictures(IReadOnlyList<RgbImage> pictures)
    {
        ThrowIfEmpty(pictures);
        using var scope = NewDisposeScope();
        using var mode = inference_mode();
        var vision = _model.Configuration.VisionConfig;
        var (height, width) = (vision.ImageSize, vision.ImageWidth ?? vision.ImageSize);
        var sample = 3 * height * width;
        var values = new float[pictures.Count * sample];
        for (var i = 0; i < pictures.Count; i++)
            _pictures.Prepare(pictures[i]).Samples.CopyTo(values.AsSpan(i * sample, sample));
        return Rows(_model.EmbedPictures(tensor(values, [pictures.Count, 3, height, width], device: _device)));
    }

    /// <inheritdoc/>
    public void Dispose() => _model.Dispose();

    private void ThrowUnlessValid(IReadOnlyList<TokenizedText> texts)
    {
        ThrowIfEmpty(texts);
        var (length, vocabulary) = (Tokenizer.ContextLength, _model.Configuration.TextConfig.VocabSize);
        for (var i = 0; i < texts.Count; i++)
        {
            if (texts[i].Ids.Length != length || Array.Exists(texts[i].Ids, id => id < 0 || id >= vocabulary))
                throw new ArgumentException($"text {i} is not of {length} ids below {vocabulary}", nameof(texts));
        }
    }

    private static void ThrowIfEmpty<T>(IReadOnlyList<T> inputs)
    {
        if (inputs.Count == 0)
            throw new ArgumentException("there is nothing to encode", nameof(inputs));
    }

    private static float[][] Rows(Tensor values)
    {
        var all = values.cpu().contiguous().data<float>().ToArray();
        return [.. all.Chunk(all.Length / (int)values.shape[0])];
    }
}
