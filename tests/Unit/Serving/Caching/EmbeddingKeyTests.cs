using Inpaint.Serving.Caching;

namespace Inpaint.Tests.Unit.Serving.Caching;

public class EmbeddingKeyTests
{
    [Fact]
    public void Same_design_has_the_same_key_whatever_NaN_or_zero_it_is_written_with()
    {
        double otherNaN = BitConverter.Int64BitsToDouble(unchecked((long)0xFFF8_0000_0000_1234));

        Assert.Equal(Key("e", "d", "p", double.NaN, 0.0), Key("e", "d", "p", otherNaN, -0.0));
    }

    [Fact]
    public void Whatever_decides_about_an_embedding_is_in_its_key()
    {
        EmbeddingKey[] keys =
        [
            Key("e", "d", "p", 1), Key("f", "d", "p", 1), Key("e", "c", "p", 1), Key("e", "d", "q", 1), Key("e", "d", "p", 2),
            Key("e", "d", "p", double.NaN), Key("ed", "", "p", 1), Key("e", "dp", "", 1), Key("e", "d", "p", 1, double.NaN), Key("e", "d", "p"),
            EmbeddingKey.ForParameters("e", "d", "p", [1], "form=tokens"),
            EmbeddingKey.ForText("e", "d", "p", "a red bicycle"), EmbeddingKey.ForText("e", "d", "p", "a red bicycl"),
            EmbeddingKey.ForText("e", "d", "p", "a red bicycle", "form=tokens"), EmbeddingKey.ForText("e", "d", "p", "a red bicycleform=tokens"),
            EmbeddingKey.ForText("e", "d", "p", [1, 2]), EmbeddingKey.ForText("e", "d", "p", [2, 1]), EmbeddingKey.ForText("e", "d", "p", [1, 2, 0]),
            EmbeddingKey.ForText("e", "d", "p", ""), EmbeddingKey.ForText("e", "d", "p", new int[] { }),
            EmbeddingKey.ForPicture("e", "d", "p", [1, 2]), EmbeddingKey.ForPicture("e", "d", "p", [1, 3]), EmbeddingKey.ForPicture("e", "d", "p", [1, 2], "2x1"),
        ];

        Assert.Equal(keys.Length, keys.Distinct().Count());
    }

    [Fact]
    public void Long_input_is_read_to_its_end()
    {
        double[] design = new double[5000];
        EmbeddingKey one = EmbeddingKey.ForParameters("e", "d", "p", design), same = EmbeddingKey.ForParameters("e", "d", "p", design);
        design[^1] = 1;
        string text = new('a', 5000);

        Assert.Equal(one, same);
        Assert.NotEqual(one, EmbeddingKey.ForParameters("e", "d", "p", design));
        Assert.NotEqual(EmbeddingKey.ForText("e", "d", "p", text + "b"), EmbeddingKey.ForText("e", "d", "p", text + "c"));
        Assert.NotEqual(EmbeddingKey.ForText("e", "d", "p", [.. Enumerable.Range(0, 5000)]), EmbeddingKey.ForText("e", "d", "p", [.. Enumerable.Range(0, 4999), 0]));
    }

    // Keys outlive processes and versions: this one must never change without the preprocessing's name changing too.
    [Fact]
    public void Key_is_the_digest_of_length_prefixed_parts_and_the_canonical_input()
    {
        byte[] canonical = [1, 0, 0, 0, (byte)'e', 1, 0, 0, 0, (byte)'d', 1, 0, 0, 0, (byte)'p', 0, 0, 0, 0, 2, (byte)'x'];

        Assert.Equal(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(canonical)), EmbeddingKey.ForText("e", "d", "p", "x").Hex);
    }

    private static EmbeddingKey Key(string encoder, string digest, string preprocessing, params double[] values) =>
        EmbeddingKey.ForParameters(encoder, digest, preprocessing, values);
}
