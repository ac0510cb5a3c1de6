using TorchSharp;
using static TorchSharp.torch;

namespace Inpaint.Tests.Unit.Torch;

public sealed class TensorTests
{
    [Fact]
    public void Array_keeps_shape_type_and_order()
    {
        using var scope = NewDisposeScope();
        var x = tensor(new float[,] { { 1, 2, 3 }, { 4, 5, 6 } });
        Assert.Equal([2, 3], x.shape);
        Assert.Equal([3, 1], x.stride());
        Assert.Equal(ScalarType.Float32, x.dtype);
        Assert.Equal([1, 2, 3, 4, 5, 6], x.data<float>().ToArray());
        Assert.Equal(6, x.data<float>()[1, 2]);
        Assert.Equal(x.data<float>().ToNDArray(), new float[,] { { 1, 2, 3 }, { 4, 5, 6 } });
    }

    [Fact]
    public void Transposed_elements_are_read_by_their_strides()
    {
        using var scope = NewDisposeScope();
        var x = arange(6).view(2, 3).t();
        Assert.False(x.is_contiguous());
        Assert.Equal([0L, 3, 1, 4, 2, 5], x.data<long>().ToArray());
        Assert.Equal([0L, 3, 1, 4, 2, 5], x.data<long>());
        x.data<long>().CopyFrom([9, 8, 7, 6, 5, 4]);
        Assert.Equal([9L, 7, 5, 8, 6, 4], x.t().contiguous().data<long>().ToArray());
    }

    [Fact]
    public void Arithmetic_promotes_as_PyTorch_does()
    {
        using var scope = NewDisposeScope();
        var whole = arange(3);
        Assert.Equal(ScalarType.Int64, (whole + 1).dtype);
        Assert.Equal(ScalarType.Float32, (whole + 1.5).dtype);
        Assert.Equal(ScalarType.Float32, (whole / 2).dtype);
        Assert.Equal(ScalarType.Float64, (whole.to(ScalarType.Float64) * 2).dtype);
        Assert.Equal(ScalarType.Float32, (ones(2) * 2.0).dtype);
        Assert.Equal(ScalarType.Bool, (whole > 1).dtype);
        Assert.Equal(ScalarType.Float32, result_type(whole, ones(1)));
        Assert.Equal([3, 2.5f, 2], (3 - (whole / 2)).data<float>().ToArray());
    }

    [Fact]
    public void Index_of_every_kind_reads_what_NumPy_reads()
    {
        using var scope = NewDisposeScope();
        var x = arange(24).view(2, 3, 4);
        Assert.Equal(23, x[1, 2, 3].item<long>());
        Assert.Equal(23, x[^1, ^1, ^1].item<long>());
        Assert.Equal([3, 2], x[0, .., 1..3].shape);
        Assert.Equal([2, 3, 1], x[TensorIndex.Ellipsis, 0, TensorIndex.None].shape);
        Assert.Equal([1L, 3], x[0, 0, TensorIndex.Slice(1, null, 2)].data<long>().ToArray());
        Assert.Equal([2, 2, 4], x[TensorIndex.Colon, TensorIndex.Tensor(tensor(new long[] { 2, 0 }))].shape);
        Assert.Equal([22L, 23], x[x > 21].data<long>().ToArray());
        Assert.Equal([12L, 23], x[tensor(new long[] { 1, 1 }), tensor(new long[] { 0, 2 }), tensor(new long[] { 0, 3 })].data<long>().ToArray());
    }

    [Fact]
    public void Indexed_assignment_changes_the_tensor_itself()
    {
        using var scope = NewDisposeScope();
        var x = zeros(2, 3);
        x[0, 1] = 5f;
        x[1] = tensor(new float[] { 1, 2, 3 });
        x[x > 4] = -1f;
        Assert.Equal([0, -1, 0, 1, 2, 3], x.data<float>().ToArray());
    }

    [Fact]
    public void In_place_operator_returns_the_same_tensor()
    {
        using var x = ones(3);
        Assert.Same(x, x.add_(1).mul_(2).clamp_(max: 3));
        Assert.Equal([3, 3, 3], x.data<float>().ToArray());
    }

    [Fact]
    public void Shared_array_is_seen_through_the_tensor_and_copied_array_is_not()
    {
        var values = new float[] { 1, 2, 3 };
        using var shared = from_array(values);
        using var copied = tensor(values);
        values[0] = 9;
        Assert.Equal(9, shared[0].item<float>());
        Assert.Equal(1, copied[0].item<float>());
    }

    [Fact]
    public void Scalars_come_out_as_the_asked_type()
    {
        using var x = tensor(2.75);
        Assert.Equal(2.75, x.item<double>());
        Assert.Equal(2.75f, x.ToSingle());
        Assert.Equal(2, x.ToInt64());
        Assert.Equal(ScalarType.Float64, x.ToScalar().Type);
        using var big = tensor(long.MaxValue);
        Assert.Equal(long.MaxValue, big.ToInt64());
    }

    [Fact]
    public void Bytes_go_through_streams_unchanged()
    {
        using var x = randn(5, 7);
        using var y = empty(5, 7);
        using var stream = new MemoryStream();
        x.WriteBytesToStream(stream, 16);
        Assert.Equal(5 * 7 * 4, stream.Length);
        stream.Position = 0;
        y.ReadBytesFromStream(stream, 24);
        Assert.True(x.Equals(y));
        stream.SetLength(30);
        stream.Position = 0;
        Assert.Throws<EndOfStreamException>(() => y.ReadBytesFromStream(stream));
    }

    [Fact]
    public void Channels_last_layout_is_reached_by_permutation()
    {
        using var scope = NewDisposeScope();
        var x = randn(2, 3, 4, 5);
        var last = x.permute(0, 2, 3, 1).contiguous().permute(0, 3, 1, 2);
        Assert.Equal([60, 1, 15, 3], last.stride());
        Assert.True(last.Equals(x));
        Assert.Equal([60, 1, 15, 3], (last * 2).stride());
    }

    [Theory]
    [InlineData("cpu", DeviceType.CPU, -1)]
    [InlineData("cuda", DeviceType.CUDA, -1)]
    [InlineData("cuda:1", DeviceType.CUDA, 1)]
    public void Device_is_parsed(string text, DeviceType type, int index)
    {
        var parsed = new Device(text);
        Assert.Equal((type, index, text), (parsed.type, parsed.index, parsed.ToString()));
    }
}
