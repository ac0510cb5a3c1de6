using Inpaint.Models.Clip;
using Inpaint.Serving.Shelf;

namespace Inpaint.Clip;

/// <summary>One input to encode by one model.</summary>
/// <param name="Model">The model.</param>
/// <param name="Input">The input.</param>
/// <param name="Tokens">Whether every token's vector is wanted.</param>
internal sealed record ClipWork(ServedModel<ClipEncoder> Model, ClipInput Input, bool Tokens)
{
    /// <summary>Whether two inputs can be computed together: by the same tower of the same revision of the same model, to the same form.</summary>
    public static bool AreCompatible(ClipWork a, ClipWork b) =>
        ReferenceEquals(a.Model, b.Model) && a.Input.Text is null == b.Input.Text is null && a.Tokens == b.Tokens;
}
