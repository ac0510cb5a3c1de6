using Inpaint.Serving.Caching;

namespace Inpaint.Tests.Unit.Serving.Caching;

public class EmbeddingRecordTests
{
    private static readonly EmbeddingKey Key = EmbeddingKey.ForText("e", "d", "p", "x");
    private static readonly float[] Values = [1.5f, -2, 0, float.MaxValue, float.Epsilon];

    [Fact]
    public void Values_come_back_bit_for_bit() => Assert.Equal(Values, Read(EmbeddingRecord.Write(Key, Values), RecordState.Intact)!);

    [Fact]
    public void Empty_embedding_comes_back() => Assert.Empty(Read(EmbeddingRecord.Write(Key, []), RecordState.Intact)!);

    [Fact]
    public void Record_cut_anywhere_is_corrupt()
    {
        byte[] record = EmbeddingRecord.Write(Key, Values);

        for (int length = 0; length < record.Length; length++)
            Read(record[..length], RecordState.Corrupt);
    }

    [Fact]
    public void Record_with_any_bit_flipped_does_not_read()
    {
        byte[] record = EmbeddingRecord.Write(Key, Values);

        for (int bit = 0; bit < record.Length * 8; bit++)
        {
            byte[] flipped = [.. record];
            flipped[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.NotEqual(RecordState.Intact, EmbeddingRecord.Read(Key, flipped, 0, out float[]? values));
            Assert.Null(values);
        }
    }

    [Fact]
    public void Another_key_s_record_is_corrupt() => Read(EmbeddingRecord.Write(EmbeddingKey.ForText("e", "d", "p", "y"), Values), RecordState.Corrupt);

    [Fact]
    public void Older_version_and_other_width_are_stale()
    {
        byte[] older = [.. "INE1"u8, 1, 0, 0, 0, .. new byte[8], 0, 0, 128, 63];

        Read(older, RecordState.Stale);
        Read(EmbeddingRecord.Write(Key, Values), RecordState.Stale, width: 4);
        Read(EmbeddingRecord.Write(Key, Values), RecordState.Intact, width: 5);
    }

    private static float[]? Read(byte[] record, RecordState expected, int width = 0)
    {
        Assert.Equal(expected, EmbeddingRecord.Read(Key, record, width, out float[]? values));
        Assert.Equal(expected == RecordState.Intact, values is not null);
        return values;
    }
}
