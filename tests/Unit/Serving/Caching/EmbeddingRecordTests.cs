using Inpaint.Serving.Caching;

namespace Inpaint.Tests.Unit.Serving.Caching;

public class EmbeddingRecordTests
{
    private static readonly float[] Values = [1.5f, -2, 0, float.MaxValue, float.Epsilon];

    [Fact]
    public void Values_come_back_bit_for_bit() => Assert.Equal(Values, EmbeddingRecord.TryRead(EmbeddingRecord.Write(Values))!);

    [Fact]
    public void Empty_embedding_comes_back() => Assert.Empty(EmbeddingRecord.TryRead(EmbeddingRecord.Write([]))!);

    [Fact]
    public void Record_cut_anywhere_does_not_read()
    {
        byte[] record = EmbeddingRecord.Write(Values);

        for (int length = 0; length < record.Length; length++)
            Assert.Null(EmbeddingRecord.TryRead(record.AsSpan(0, length)));
    }

    [Fact]
    public void Record_with_any_bit_flipped_does_not_read()
    {
        byte[] record = EmbeddingRecord.Write(Values);

        for (int bit = 0; bit < record.Length * 8; bit++)
        {
            byte[] flipped = [.. record];
            flipped[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.Null(EmbeddingRecord.TryRead(flipped));
        }
    }
}
