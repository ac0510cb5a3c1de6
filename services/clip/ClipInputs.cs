using System.Globalization;
using Inpaint.Imaging;
using Inpaint.Models.Clip;
using Inpaint.Models.Text;
using Inpaint.Serving;
using Inpaint.Serving.Caching;
using Inpaint.Serving.Encoders;
using Inpaint.V1;

namespace Inpaint.Clip;

/// <summary>Checks texts and pictures and makes them ready.</summary>
internal sealed class ClipInputs(PictureReader pictures, ClipOptions options)
{
    /// <summary>Turns a text into ids.</summary>
    /// <param name="text">The text.</param>
    /// <param name="model">The model that is to read it.</param>
    /// <param name="facts">What the model says of itself.</param>
    /// <param name="encoding">Truncation and form.</param>
    /// <param name="field">The field that holds the input.</param>
    /// <exception cref="Grpc.Core.RpcException">INVALID_ARGUMENT: it is too long.</exception>
    public PreparedInput<ClipInput> ReadText(string text, ClipEncoder model, EncoderFacts facts, EncodingOptions encoding, FieldPath field)
    {
        if (text.Length > options.MaxTextLength)
            throw FieldError.Invalid((field with { Rest = ".text" }).ToString(), $"{text.Length} characters, at most {options.MaxTextLength} are accepted");
        TokenizedText tokenized = model.Tokenizer.Tokenize(text);
        if (tokenized.Truncated && encoding.Truncation != TextTruncation.Allow)
        {
            throw FieldError.Invalid(
                (field with { Rest = ".text" }).ToString(), $"{tokenized.Count} tokens, at most {tokenized.Ids.Length} are accepted without TEXT_TRUNCATION_ALLOW");
        }
        // The ids decide about the embedding, whatever the words were: padding is no part of them.
        int[] ids = [.. tokenized.Ids.Take(tokenized.Count).Select(id => (int)id)];
        EmbeddingKey key = EmbeddingKey.ForText(facts.Name, facts.Digest, facts.Preprocessing, ids, encoding.Form == EmbeddingForm.Tokens ? "tokens" : "");
        return new PreparedInput<ClipInput>(new ClipInput(tokenized, null), key, tokenized.Count, tokenized.Truncated);
    }

    /// <summary>Decodes a picture.</summary>
    /// <param name="picture">The picture.</param>
    /// <param name="facts">What the model says of itself.</param>
    /// <param name="encoding">The form.</param>
    /// <param name="field">The field that holds the input.</param>
    /// <exception cref="Grpc.Core.RpcException">INVALID_ARGUMENT: it cannot be read, or more than one vector of it is wanted.</exception>
    public PreparedInput<ClipInput> ReadPicture(Picture picture, EncoderFacts facts, EncodingOptions encoding, FieldPath field)
    {
        string path = (field with { Rest = ".picture" }).ToString();
        if (encoding.Form == EmbeddingForm.Tokens)
            throw FieldError.Invalid("options.form", $"{path} has one vector alone: only texts have tokens");
        RgbImage decoded = pictures.Read(picture, path);
        string size = string.Create(CultureInfo.InvariantCulture, $"{decoded.Width}x{decoded.Height}");
        EmbeddingKey key = EmbeddingKey.ForPicture(facts.Name, facts.Digest, facts.Preprocessing, decoded.Pixels, size);
        return new PreparedInput<ClipInput>(new ClipInput(null, decoded), key);
    }
}
