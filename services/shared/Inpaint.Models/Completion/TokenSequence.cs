using static TorchSharp.torch;

namespace Inpaint.Models;

/// <summary>The token vectors of n texts, padded to the longest of them.</summary>
/// <param name="Values">Float32 [n, tokens, width].</param>
/// <param name="Absent">Bool [n, tokens], true where a text has no such token; a text may have none at all.</param>
public sealed record TokenSequence(Tensor Values, Tensor Absent)
{
    /// <summary>One text.</summary>
    /// <param name="values">Its tokens' vectors, one after the other.</param>
    /// <param name="width">Values of each vector.</param>
    public static TokenSequence Of(float[] values, int width)
    {
        var tokens = values.Length / width;
        return new TokenSequence(tensor(values, [1, tokens, width]), zeros([1, tokens], ScalarType.Bool));
    }

    /// <summary>Several texts.</summary>
    /// <param name="texts">Each one's tokens' vectors, one after the other; empty: no text.</param>
    /// <param name="width">Values of each vector.</param>
    /// <returns>Null where no text has a token.</returns>
    public static TokenSequence? Of(IReadOnlyList<float[]> texts, int width)
    {
        var tokens = texts.Max(text => text.Length) / width;
        if (tokens == 0)
            return null;
        var values = new float[texts.Count * tokens * width];
        var absent = new bool[texts.Count * tokens];
        for (var i = 0; i < texts.Count; i++)
        {
            texts[i].CopyTo(values, i * tokens * width);
            absent.AsSpan((i * tokens) + (texts[i].Length / width), tokens - (texts[i].Length / width)).Fill(true);
        }

        return new TokenSequence(tensor(values, [texts.Count, tokens, width]), tensor(absent, [texts.Count, tokens]));
    }

    /// <summary>The same on a device.</summary>
    public TokenSequence To(Device device) => new(Values.to(device), Absent.to(device));
}
