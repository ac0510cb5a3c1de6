using Google.Protobuf;
using Inpaint.Trainer;
using Inpaint.Trainer.Batches;
using Inpaint.V1;

namespace Inpaint.Tests.Unit.Trainer;

public sealed class BatchDecoderTests
{
    private static readonly BatchDecoder Decoder = new(4, 2, TestRecipes.Data.Encoder);

    [Fact]
    public void Batch_becomes_arrays_and_embeddings()
    {
        var batch = Decoder.Decode(Response());
        Assert.Equal((3, 2, 4, 2), (batch.Index, batch.Count, batch.Width, batch.Height));
        Assert.Equal(2 * 3 * 2 * 4, batch.Pictures.Length);
        Assert.Equal(2 * TestRecipes.Data.Encoder!.Width, batch.Embeddings!.Length);
        // Every parameter is unknown: nothing but zeros.
        Assert.All(batch.Embeddings, value => Assert.Equal(0, value));
    }

    [Fact]
    public void Pictures_of_another_size_are_refused() =>
        AssertRefused("pictures", response => response.Pictures = Array(ElementType.Uint8, 1, 2, 3, 2, 5));

    [Fact]
    public void Masks_of_another_type_are_refused() =>
        AssertRefused("masks", response => response.Masks = Array(ElementType.Float32, 4, 2, 1, 2, 4));

    [Fact]
    public void Missing_parameters_are_refused() => AssertRefused("parameters", response => response.Parameters = null);

    [Fact]
    public void Truncated_data_are_refused() =>
        AssertRefused("pictures", response => response.Pictures.Data = ByteString.CopyFrom(new byte[7]));

    [Fact]
    public void Empty_batch_is_refused() => AssertRefused("0 pictures", response => response.Pictures = null);

    private static void AssertRefused(string named, Action<PullBatchesResponse> spoil)
    {
        var response = Response();
        spoil(response);
        Assert.Contains(named, Assert.Throws<TrainingException>(() => Decoder.Decode(response)).Message);
    }

    private static PullBatchesResponse Response()
    {
        var parameters = Array(ElementType.Float64, 8, 2, TestRecipes.Data.Encoder!.Schema.Count);
        var unknown = new byte[parameters.Data.Length];
        for (var i = 0; i < unknown.Length; i += sizeof(double))
            BitConverter.TryWriteBytes(unknown.AsSpan(i), double.NaN);
        parameters.Data = ByteString.CopyFrom(unknown);
        return new PullBatchesResponse
        {
            BatchIndex = 3,
            Pictures = Array(ElementType.Uint8, 1, 2, 3, 2, 4),
            Masks = Array(ElementType.Uint8, 1, 2, 1, 2, 4),
            Parameters = parameters,
        };
    }

    private static NumericArray Array(ElementType type, int elementSize, params long[] shape) => new()
    {
        ElementType = type,
        Shape = { shape },
        Data = ByteString.CopyFrom(new byte[shape.Aggregate((long)elementSize, (product, length) => product * length)]),
    };
}
