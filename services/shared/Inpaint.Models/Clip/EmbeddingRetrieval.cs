namespace Inpaint.Models.Clip;

/// <summary>How well texts and pictures find each other by the cosine of their embeddings.</summary>
public sealed class EmbeddingRetrieval
{
    // Hessel et al. 2021, "CLIPScore": the factor that spreads the cosines of real pairs over 0 to 1.
    private const double ScoreFactor = 2.5;

    private readonly float[] _cosines;
    private readonly int[] _pictureOfText;
    private readonly int _pictures;

    /// <summary>Compares every picture with every text.</summary>
    /// <param name="pictures">Embeddings of pictures, [Ni, D] row-major; of any length above 0.</param>
    /// <param name="texts">Embeddings of texts, [Nt, D] row-major; of any length above 0.</param>
    /// <param name="width">D.</param>
    /// <param name="pictureOfText">The picture that each text belongs to, Nt indices.</param>
    /// <exception cref="ArgumentException">The arrays do not fit each other, or an index is none of a picture.</exception>
    public EmbeddingRetrieval(ReadOnlySpan<float> pictures, ReadOnlySpan<float> texts, int width, IReadOnlyList<int> pictureOfText)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        (_pictures, _pictureOfText) = (pictures.Length / width, [.. pictureOfText]);
        if (pictures.Length % width != 0 || texts.Length != (long)width * _pictureOfText.Length)
            throw new ArgumentException($"{pictures.Length} and {texts.Length} values are not embeddings of {width} for {_pictureOfText.Length} texts", nameof(texts));
        if (Array.Exists(_pictureOfText, picture => picture < 0 || picture >= _pictures))
            throw new ArgumentException($"a text belongs to none of {_pictures} pictures", nameof(pictureOfText));
        _cosines = Compare(pictures, texts, width, _pictures, _pictureOfText.Length);
    }

    /// <summary>The cosines, [Ni, Nt] row-major.</summary>
    public ReadOnlySpan<float> Cosines => _cosines;

    /// <summary>The cosine of each text with its picture.</summary>
    public float[] PairCosines() => [.. _pictureOfText.Select((picture, text) => Cosine(picture, text))];

    /// <summary>CLIPScore of each pair: 2.5 times the cosine, at least 0.</summary>
    public float[] ClipScores() => [.. PairCosines().Select(cosine => (float)(ScoreFactor * Math.Max(cosine, 0)))];

    /// <summary>A hundred times the mean cosine of the pairs, at least 0.</summary>
    public double MeanClipScore() => Math.Max(0, 100 * PairCosines().Average(cosine => (double)cosine));

    /// <summary>The mean cosine of texts with pictures that are not theirs; NaN where there are none.</summary>
    public double MeanMismatchedCosine()
    {
        var (sum, count) = (0.0, 0L);
        for (var text = 0; text < _pictureOfText.Length; text++)
        {
            for (var picture = 0; picture < _pictures; picture++)
            {
                if (picture != _pictureOfText[text])
                    (sum, count) = (sum + Cosine(picture, text), count + 1);
            }
        }

        return sum / count;
    }

    /// <summary>Share of the texts whose picture is among the first k. Of equal cosines the lower index comes first.</summary>
    public double TextToPictureRecall(int k)
    {
        var found = 0;
        for (var text = 0; text < _pictureOfText.Length; text++)
        {
            var (own, of) = (_pictureOfText[text], text);
            if (Rank(_pictures, own, picture => Cosine(picture, of)) < k)
                found++;
        }

        return (double)found / _pictureOfText.Length;
    }

    /// <summary>Share of the pictures, of those that have a text, one of whose texts is among the first k.</summary>
    public double PictureToTextRecall(int k)
    {
        var (found, counted) = (0, 0);
        foreach (var texts in _pictureOfText.Select((picture, text) => (picture, text)).GroupBy(pair => pair.picture, pair => pair.text))
        {
            counted++;
            if (texts.Any(own => Rank(_pictureOfText.Length, own, text => Cosine(texts.Key, text)) < k))
                found++;
        }

        return (double)found / counted;
    }

    // How many candidates come before one: those with a higher cosine, and those with an equal one and a lower index.
    private static int Rank(int candidates, int own, Func<int, float> cosine)
    {
        var (mine, before) = (cosine(own), 0);
        for (var i = 0; i < candidates; i++)
        {
            var other = cosine(i);
            if (other > mine || (other == mine && i < own))
                before++;
        }

        return before;
    }

    private static float[] Compare(ReadOnlySpan<float> pictures, ReadOnlySpan<float> texts, int width, int pictureCount, int textCount)
    {
        var cosines = new float[pictureCount * textCount];
        var textLengths = Lengths(texts, width, textCount);
        var pictureLengths = Lengths(pictures, width, pictureCount);
        for (var i = 0; i < pictureCount; i++)
        {
            for (var j = 0; j < textCount; j++)
            {
                var product = Dot(pictures.Slice(i * width, width), texts.Slice(j * width, width));
                cosines[(i * textCount) + j] = (float)(product / (pictureLengths[i] * textLengths[j]));
            }
        }

        return cosines;
    }

    private static double[] Lengths(ReadOnlySpan<float> vectors, int width, int count)
    {
        var lengths = new double[count];
        for (var i = 0; i < count; i++)
            lengths[i] = Math.Sqrt(Dot(vectors.Slice(i * width, width), vectors.Slice(i * width, width)));
        return lengths;
    }

    private static double Dot(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        var sum = 0.0;
        for (var i = 0; i < a.Length; i++)
            sum += (double)a[i] * b[i];
        return sum;
    }

    private float Cosine(int picture, int text) => _cosines[(picture * _pictureOfText.Length) + text];
}
