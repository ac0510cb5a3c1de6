using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Inpaint.Models.Clip;

/// <summary>
/// CLIP (Radford et al. 2021): a text tower and an image tower whose projections lie in one space. The state keys are those of Hugging
/// Face's CLIPModel.
/// </summary>
public sealed class ClipModel : nn.Module<Tensor, Tensor, Tensor?, ClipOutput>
{
    /// <summary>Name of the family in the model store.</summary>
    public const string Family = "clip";

    private readonly ClipTextModel text_model;
    private readonly ClipVisionModel vision_model;
    private readonly Linear visual_projection;
    private readonly Linear text_projection;
    private readonly Parameter logit_scale;

    /// <summary>A model with freshly drawn weights.</summary>
    /// <param name="configuration">Its shape.</param>
    /// <exception cref="ArgumentException">No model has this shape.</exception>
    public ClipModel(ClipConfiguration configuration)
        : base(nameof(ClipModel))
    {
        configuration.ThrowUnlessValid();
        Configuration = configuration;
        text_model = new ClipTextModel(configuration.TextConfig);
        vision_model = new ClipVisionModel(configuration.VisionConfig);
        visual_projection = nn.Linear(configuration.VisionConfig.HiddenSize, configuration.ProjectionDim, hasBias: false);
        text_projection = nn.Linear(configuration.TextConfig.HiddenSize, configuration.ProjectionDim, hasBias: false);
        logit_scale = nn.Parameter(tensor((float)configuration.LogitScaleInitValue));
        RegisterComponents();
    }

    /// <summary>The model's shape.</summary>
    public ClipConfiguration Configuration { get; }

    /// <summary>The text tower.</summary>
    public ClipTextModel Text => text_model;

    /// <summary>The image tower.</summary>
    public ClipVisionModel Vision => vision_model;

    /// <summary>The logarithm of the factor on cosines, without dimensions.</summary>
    public Parameter LogitScale => logit_scale;

    /// <summary>Encodes texts and pictures and compares each with each.</summary>
    /// <param name="input1">Token ids, int64 [B, T].</param>
    /// <param name="input2">Pictures, float32 [Bi, C, height, width].</param>
    /// <param name="input3">Int64 [B, T], 0 where a token is not to be attended; null for none such.</param>
    public override ClipOutput forward(Tensor input1, Tensor input2, Tensor? input3)
    {
        using var scope = NewDisposeScope();
        var (text, image) = (text_model.call(input1, input3), vision_model.call(input2));
        var (textEmbeddings, imageEmbeddings) = (ProjectText(text.Pooled), ProjectImage(image.Pooled));
        var logits = Compare(imageEmbeddings, textEmbeddings);
        foreach (var kept in (Tensor[])[textEmbeddings, imageEmbeddings, logits, text.Sequence, text.Pooled, image.Sequence, image.Pooled])
            kept.MoveToOuterDisposeScope();
        return new ClipOutput(textEmbeddings, imageEmbeddings, logits, text, image);
    }

    /// <summary>
    /// Packs the weights for inference, once it is on the device that it shall compute on: the same results to within rounding, in less time. For
    /// inference alone from then on: weights are not held twice, so that the matrices of the blocks are empty in the state dictionary.
    /// </summary>
    /// <remarks>On another device than the processor, and where oneDNN is not installed, the modules stay as they are.</remarks>
    public void PrepareForInference()
    {
        eval();
        text_model.PrepareForInference();
        vision_model.PrepareForInference();
    }

    /// <summary>Keeps the logit scale within limits, after a step of training.</summary>
    /// <param name="lowest">The lowest logarithm.</param>
    /// <param name="highest">The highest logarithm; published models use ln 100.</param>
    public void ClampLogitScale(double lowest, double highest)
    {
        using var scope = NewDisposeScope();
        using var mode = no_grad();
        logit_scale.clamp_(lowest, highest);
    }

    /// <summary>Compares each picture with each text: cosines times the exponential of the logit scale, float32 [Bi, B].</summary>
    /// <param name="pictures">Embeddings of pictures, float32 [Bi, P] of length 1.</param>
    /// <param name="texts">Embeddings of texts, float32 [B, P] of length 1.</param>
    public Tensor Compare(Tensor pictures, Tensor texts)
    {
        using var scope = NewDisposeScope();
        return pictures.matmul(texts.t()).mul(logit_scale.exp()).MoveToOuterDisposeScope();
    }

    /// <summary>Embeddings of texts, float32 [B, P] of length 1.</summary>
    public Tensor EmbedTexts(Tensor ids, Tensor? attentionMask = null)
    {
        using var scope = NewDisposeScope();
        return ProjectText(text_model.Pool(ids, attentionMask)).MoveToOuterDisposeScope();
    }

    /// <summary>Embeddings of pictures, float32 [B, P] of length 1.</summary>
    public Tensor EmbedPictures(Tensor pictures)
    {
        using var scope = NewDisposeScope();
        return ProjectImage(vision_model.Pool(pictures)).MoveToOuterDisposeScope();
    }

    private Tensor ProjectText(Tensor pooled) => Normalised(text_projection.call(pooled));

    private Tensor ProjectImage(Tensor pooled) => Normalised(visual_projection.call(pooled));

    private static Tensor Normalised(Tensor embeddings) => embeddings.div(embeddings.norm(-1, keepdim: true));
}

/// <summary>What CLIP gives.</summary>
/// <param name="TextEmbeddings">Float32 [B, P] of length 1.</param>
/// <param name="ImageEmbeddings">Float32 [Bi, P] of length 1.</param>
/// <param name="LogitsPerImage">Float32 [Bi, B]: cosines times the exponential of the logit scale.</param>
/// <param name="Text">The text tower's output.</param>
/// <param name="Image">The image tower's output.</param>
public readonly record struct ClipOutput(
    Tensor TextEmbeddings, Tensor ImageEmbeddings, Tensor LogitsPerImage, ClipTextOutput Text, ClipVisionOutput Image);
