using static TorchSharp.torch;

namespace Inpaint.Tests.Unit.Torch;

[Collection(TensorCountCollection.Name)]
public sealed class RuntimeTests
{
    [Fact]
    public void Process_starts_with_a_thread_for_each_core()
    {
        var threads = get_num_threads();
        Assert.Equal(Environment.ProcessorCount, threads);
        set_num_threads(1);
        Assert.Equal(1, get_num_threads());
        set_num_threads(threads);
    }

    [Fact]
    public void Default_type_is_used_where_none_is_named()
    {
        set_default_dtype(ScalarType.Float64);
        try
        {
            using var scope = NewDisposeScope();
            Assert.All(new[] { zeros(1), ones(1), rand(1), full(1, 1.5), arange(0.0, 1.0, .5) }, x => Assert.Equal(ScalarType.Float64, x.dtype));
        }
        finally
        {
            set_default_dtype(ScalarType.Float32);
        }

        Assert.Throws<ArgumentException>(() => set_default_dtype(ScalarType.Int64));
    }

    [Fact]
    public void Cuda_devices_are_counted()
    {
        Assert.Equal(cuda.device_count() > 0, cuda.is_available());
    }
}
