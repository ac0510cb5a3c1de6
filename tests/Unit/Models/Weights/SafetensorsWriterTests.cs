using System.Security.Cryptography;
using Inpaint.Models.Weights;

namespace Inpaint.Tests.Unit.Models.Weights;

public sealed class SafetensorsWriterTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("safetensors").FullName;

    [Fact]
    public void What_is_written_is_read_again()
    {
        var path = PathOf("a.safetensors");
        SafetensorsWriter.Write(path, [Tensor("层/1 \"x\"", [2, 2], 1), Tensor("scalar", [], 2), Tensor("empty", [0, 3], 3)], new Dictionary<string, string> { ["step"] = "7" });

        using var file = SafetensorsFile.Open(path);

        Assert.Equal(["empty", "scalar", "层/1 \"x\""], file.Entries.Select(entry => entry.Name).Order(StringComparer.Ordinal));
        Assert.Equal([2, 2], file["层/1 \"x\""].Shape);
        Assert.Equal([1, 1, 1, 1], file.ReadBytes(file["层/1 \"x\""])[..4]);
        Assert.Empty(file.ReadBytes(file["empty"]));
        Assert.Equal("7", file.Metadata["step"]);
    }

    [Fact]
    public void The_order_of_tensors_and_metadata_changes_no_byte()
    {
        SafetensorsTensor[] tensors = [Tensor("b", [3], 1), Tensor("a", [2], 2), new("c", ElementType.Float64, [1], new byte[8])];
        var metadata = new Dictionary<string, string> { ["x"] = "1", ["y"] = "2" };

        var digest = SafetensorsWriter.Write(PathOf("1"), tensors, metadata);
        var again = SafetensorsWriter.Write(PathOf("2"), tensors.Reverse(), metadata.Reverse().ToDictionary());

        Assert.Equal(digest, again);
        Assert.Equal(File.ReadAllBytes(PathOf("1")), File.ReadAllBytes(PathOf("2")));
        Assert.Equal(digest, Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(PathOf("1")))));
    }

    [Fact]
    public void Every_tensor_begins_where_its_elements_are_aligned()
    {
        SafetensorsWriter.Write(PathOf("a"), [new("odd", ElementType.UInt8, [3], new byte[3]), new("wide", ElementType.Int64, [1], new byte[8]), Tensor("mid", [1], 0)]);

        using var file = SafetensorsFile.Open(PathOf("a"));

        Assert.All(file.Entries, entry => Assert.Equal(0, entry.Offset % entry.Type.Size()));
    }

    [Fact]
    public void A_write_that_fails_leaves_the_old_file_and_nothing_beside_it()
    {
        var path = PathOf("a.safetensors");
        SafetensorsWriter.Write(path, [Tensor("old", [1], 1)]);
        var before = File.ReadAllBytes(path);

        Assert.Throws<IOException>(() => SafetensorsWriter.Write(path, [new("new", ElementType.UInt8, [4], _ => throw new IOException("disk"))]));

        Assert.Equal(before, File.ReadAllBytes(path));
        Assert.Equal([path], Directory.GetFiles(_folder));
    }

    [Fact]
    public void A_tensor_that_writes_too_little_is_refused_by_name()
    {
        var error = Assert.Throws<ArgumentException>(() => SafetensorsWriter.Write(PathOf("a"), [new("short", ElementType.Float32, [2], new byte[7])]));

        Assert.Contains("short", error.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(_folder));
    }

    [Fact]
    public void Names_that_stand_twice_or_are_reserved_are_refused()
    {
        Assert.Throws<ArgumentException>(() => SafetensorsWriter.Write(PathOf("a"), [Tensor("x", [1], 0), Tensor("x", [1], 0)]));
        Assert.Throws<ArgumentException>(() => SafetensorsWriter.Write(PathOf("a"), [Tensor("__metadata__", [1], 0)]));
        Assert.Throws<ArgumentException>(() => SafetensorsWriter.Write(PathOf("a"), [new("x", ElementType.Float32, [-1], [])]));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static SafetensorsTensor Tensor(string name, long[] shape, byte value)
    {
        var bytes = new byte[4 * shape.Aggregate(1L, (product, size) => product * size)];
        Array.Fill(bytes, value);
        return new SafetensorsTensor(name, ElementType.Float32, shape, bytes);
    }

    private string PathOf(string name) => Path.Combine(_folder, name);
}
