using Inpaint.Imaging;
using Inpaint.Models.Text;

namespace Inpaint.Clip;

/// <summary>A text or a picture, ready to be encoded.</summary>
/// <param name="Text">The text as ids; null: it is a picture.</param>
/// <param name="Picture">The picture; null: it is a text.</param>
internal sealed record ClipInput(TokenizedText? Text, RgbImage? Picture);
