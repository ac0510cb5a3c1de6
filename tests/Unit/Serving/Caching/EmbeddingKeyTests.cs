using Inpaint.Serving.Caching;

namespace Inpaint.Tests.Unit.Serving.Caching;

public class EmbeddingKeyTests
{
    [Fact]
    public void Same_input_has_the_same_key_whatever_NaN_or_zero_it_is_written_with()
    {
        double otherNaN = BitConverter.Int64BitsToDouble(unchecked((long)0xFFF8_0000_0000_1234));

        Assert.Equal(Key("e", "d", double.NaN, 0.0), Key("e", "d", otherNaN, -0.0));
    }

    [Fact]
    public void Another_encoder_digest_or_value_has_another_key()
    {
        EmbeddingKey[] keys = [Key("e", "d", 1), Key("f", "d", 1), Key("e", "c", 1), Key("e", "d", 2), Key("e", "d", double.NaN), Key("ed", "", 1), Key("e", "d", 1, double.NaN)];

        Assert.Equal(keys.Length, keys.Distinct().Count());
    }

    [Fact]
    public void Key_is_64_hexadecimal_digits() => Assert.Matches("^[0-9a-f]{64}$", Key("e", "d", 1).Hex);

    private static EmbeddingKey Key(string encoder, string digest, params double[] values) => EmbeddingKey.ForParameters(encoder, digest, values);
}
