using Inpaint.Models.Weights;
using TorchSharp;
using static TorchSharp.torch;

namespace Inpaint.Tests.Unit.Models.Weights;

public sealed class PyTorchCheckpointTests : IDisposable
{
    private readonly string _path = Path.GetTempFileName();

    [Fact]
    public void A_view_is_read_by_its_offset_and_strides()
    {
        using var scope = NewDisposeScope();
        Write(new PickleBuilder().Op('}').Text("w").Tensor(12, 1, [2, 3], [1, 4]).Op('s'), 12);
        using var checkpoint = PyTorchCheckpoint.Open(_path);

        Assert.Equal([1, 5, 9, 2, 6, 10], checkpoint.Load("w").contiguous().data<float>().ToArray());
    }

    [Fact]
    public void A_dimension_that_repeats_takes_no_memory()
    {
        using var scope = NewDisposeScope();
        Write(new PickleBuilder().Op('}').Text("w").Tensor(4, 2, [1L << 40, 2], [0, 1]).Op('s'), 4);
        using var checkpoint = PyTorchCheckpoint.Open(_path);

        var tensor = checkpoint.Load("w");

        Assert.Equal([1L << 40, 2], tensor.shape);
        Assert.Equal(3, tensor[1L << 39, 1].ToSingle());
    }

    [Fact]
    public void Nested_containers_become_dotted_names()
    {
        Write(new PickleBuilder().Op('}').Text("a").Op('}').Number(3).Op(']').Text("x").Op('a').Op('N').Op('a').Op('s').Op('s'), 1);
        using var checkpoint = PyTorchCheckpoint.Open(_path);

        Assert.Equal(new Dictionary<string, object?> { ["a.3.0"] = "x", ["a.3.1"] = null }, checkpoint.Values);
    }

    [Theory]
    [InlineData("posix", "system")]
    [InlineData("builtins", "getattr")]
    [InlineData("torch", "load")]
    [InlineData("torch.nn.modules.linear", "Linear")]
    [InlineData("__torch__", "Net")]
    [InlineData("collections", "OrderedDict.clear")]
    public void A_global_that_tensors_do_not_need_is_refused_by_its_name(string module, string attribute)
    {
        Write(new PickleBuilder().Global(module, attribute).Op(')').Op('R'), 1);

        var error = Assert.Throws<WeightsFileException>(() => PyTorchCheckpoint.Open(_path));

        Assert.Equal($"{module}.{attribute}", error.Item);
    }

    [Fact]
    public void A_list_that_holds_itself_is_refused()
    {
        Write(new PickleBuilder().Op(']').Op((byte)'q', 0).Op((byte)'h', 0).Op('a'), 1);

        Assert.Throws<WeightsFileException>(() => PyTorchCheckpoint.Open(_path));
    }

    [Fact]
    public void Lists_that_multiply_are_refused_before_they_fill_the_memory()
    {
        // Each list holds the one before ten times: 10^15 values in a few hundred bytes.
        var pickle = new PickleBuilder().Op(']').Op('N').Op('a').Op((byte)'q', 0);
        for (byte level = 1; level <= 15; level++)
        {
            pickle.Op(']');
            for (var i = 0; i < 10; i++)
                pickle.Op((byte)'h', (byte)(level - 1)).Op('a');
            pickle.Op((byte)'q', level);
        }

        Write(pickle, 1);
        var before = GC.GetAllocatedBytesForCurrentThread();

        Assert.Throws<WeightsFileException>(() => PyTorchCheckpoint.Open(_path));

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 200_000_000);
    }

    [Fact]
    public void Two_things_of_one_name_are_refused()
    {
        Write(new PickleBuilder().Op('}').Text("a.b").Op('N').Op('s').Text("a").Op('}').Text("b").Op('N').Op('s').Op('s'), 1);

        Assert.Equal("a.b", Assert.Throws<WeightsFileException>(() => PyTorchCheckpoint.Open(_path)).Item);
    }

    [Fact]
    public void A_tensor_that_is_not_there_is_named()
    {
        Write(new PickleBuilder().Op('}'), 1);
        using var checkpoint = PyTorchCheckpoint.Open(_path);

        Assert.Equal("w", Assert.Throws<WeightsFileException>(() => checkpoint.Load("w")).Item);
    }

    [Fact]
    public void Random_damage_is_refused_or_read_and_nothing_else()
    {
        using var scope = NewDisposeScope();
        var good = new PickleBuilder().Op('}').Text("w").Tensor(12, 1, [2, 3], [1, 4]).Op('s').Text("n").Number(5).Op('s').Archive(12);
        var random = new Random(20240602);
        var read = 0;
        for (var i = 0; i < 4000; i++)
        {
            File.WriteAllBytes(_path, Damage.Apply(good, random));
            try
            {
                using var checkpoint = PyTorchCheckpoint.Open(_path);
                foreach (var name in checkpoint.Tensors.Keys)
                    checkpoint.Load(name).Dispose();
                read++;
            }
            catch (WeightsFileException)
            {
                // Refused: that is one of the two good ends.
            }
        }

        Assert.InRange(read, 1, 3999);
    }

    public void Dispose() => File.Delete(_path);

    private void Write(PickleBuilder pickle, int elements) => File.WriteAllBytes(_path, pickle.Archive(elements));
}
