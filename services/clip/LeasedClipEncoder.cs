using Inpaint.Models.Clip;
using Inpaint.Serving;
using Inpaint.Serving.Encoders;
using Inpaint.Serving.Shelf;
using Inpaint.V1;

namespace Inpaint.Clip;

/// <summary>A CLIP model in the hands of one call.</summary>
internal sealed class LeasedClipEncoder(ModelLease<ClipEncoder> lease, ClipInputs inputs, ClipBatches batches, ClipOptions options) : IServedEncoder<ClipInput>
{
    private long _pixels;

    public EncoderFacts Facts { get; } = new()
    {
        Name = ClipEncoderService.NameOf(lease.Model.Name),
        Digest = lease.Model.Digest,
        Preprocessing = lease.Model.Preprocessing,
        Width = lease.Model.Width,
        TokenWidth = lease.Model.TokenWidth,
        MaxTextTokens = lease.Model.Tokenizer.ContextLength,
        Accepts = [EncoderInputKind.Text, EncoderInputKind.Picture],
    };

    public int ValuesOf(EncodingOptions encoding) => encoding.Form == EmbeddingForm.Tokens ? Facts.MaxTextTokens * Facts.TokenWidth : Facts.Width;

    public PreparedInput<ClipInput> Prepare(EncoderInput input, EncodingOptions encoding, FieldPath field)
    {
        if (input.InputCase == EncoderInput.InputOneofCase.Text)
            return inputs.ReadText(input.Text, lease.Model, Facts, encoding, field);
        PreparedInput<ClipInput> prepared = inputs.ReadPicture(input.Picture, Facts, encoding, field);
        _pixels += (long)prepared.Input.Picture!.Width * prepared.Input.Picture.Height;
        if (_pixels > options.MaxPixels)
            throw FieldError.Invalid(field.ToString(), $"the pictures up to here have {_pixels} pixels, at most {options.MaxPixels} are accepted in one call; stream them");
        return prepared;
    }

    public Task<float[][]> ComputeAsync(IReadOnlyList<ClipInput> ready, EncodingOptions encoding, CancellationToken cancellationToken) =>
        batches.EncodeAsync(lease.Served, ready, encoding.Form == EmbeddingForm.Tokens, cancellationToken);

    public void Dispose() => lease.Dispose();
}
