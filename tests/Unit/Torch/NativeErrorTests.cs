using System.Runtime.InteropServices;
using TorchSharp;
using static TorchSharp.torch;

namespace Inpaint.Tests.Unit.Torch;

public sealed class NativeErrorTests
{
    [StandInFact("ends the process")]
    public void Operators_error_carries_libtorchs_message()
    {
        using var scope = NewDisposeScope();
        var error = Assert.Throws<ExternalException>(() => ones(2, 3).matmul(ones(2, 3)));
        Assert.Contains("2x3 and 2x3", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("frame #", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Thread_works_on_after_an_error()
    {
        using var scope = NewDisposeScope();
        for (var i = 0; i < 100; i++)
            Assert.Throws<ExternalException>(() => ones(2).view(3));
        Assert.Equal(2, ones(2).sum().ToSingle());
    }

    [Fact]
    public void Too_large_a_tensor_is_refused()
    {
        var error = Assert.Throws<ExternalException>(() => empty([long.MaxValue / 8, 1]));
        Assert.NotEmpty(error.Message);
    }

    [Fact]
    public void Index_out_of_range_is_refused()
    {
        using var x = ones(2);
        Assert.Throws<ExternalException>(() => x[2]);
        Assert.Throws<IndexOutOfRangeException>(() => x.data<float>()[2]);
    }

    [Fact]
    public void Elements_are_not_read_as_another_type()
    {
        using var x = ones(2);
        Assert.Throws<ArgumentException>(() => x.data<double>());
        Assert.Throws<ArgumentException>(() => x.item<float>());
    }

    [Fact]
    public void Memory_of_a_strided_tensor_is_not_handed_out()
    {
        using var scope = NewDisposeScope();
        var x = ones(2, 3).t();
        Assert.Throws<InvalidOperationException>(() => x.bytes.Length);
    }

    [Fact]
    public void Disposed_tensor_is_refused()
    {
        var x = ones(2);
        x.Dispose();
        x.Dispose();
        Assert.Throws<InvalidOperationException>(() => x + 1);
        Assert.Throws<InvalidOperationException>(() => ones(2).add_(x));
    }

    [Fact]
    public void Device_that_is_not_there_is_an_error()
    {
        if (cuda.is_available())
            Assert.Equal(DeviceType.CUDA, ones(1, device: CUDA).device_type);
        else
            Assert.Throws<InvalidOperationException>(() => ones(1, device: CUDA));
    }

    [Fact]
    public void Array_too_short_for_its_shape_is_refused()
    {
        Assert.Throws<ArgumentException>(() => tensor(new float[5], [2, 3]));
        Assert.ThrowsAny<SystemException>(() => tensor(new float[5], [-1, 3]));
    }
}
