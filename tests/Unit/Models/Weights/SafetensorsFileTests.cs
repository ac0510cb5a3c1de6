using System.Buffers.Binary;
using System.Text;
using Inpaint.Models.Weights;

namespace Inpaint.Tests.Unit.Models.Weights;

public sealed class SafetensorsFileTests : IDisposable
{
    private const string Good = """{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"b":{"dtype":"U8","shape":[3],"data_offsets":[8,11]}}""";

    private readonly string _path = Path.GetTempFileName();

    [Fact]
    public void A_tensor_that_is_not_there_is_named()
    {
        Write(Good, 11);
        using var file = SafetensorsFile.Open(_path);

        Assert.Null(file.Find("c"));
        Assert.Equal("c", Assert.Throws<WeightsFileException>(() => file["c"]).Item);
    }

    [Fact]
    public void Part_of_a_tensor_is_read()
    {
        Write(Good, 11);
        using var file = SafetensorsFile.Open(_path);
        var part = new byte[2];

        file.Read(file["b"], part, start: 1);

        Assert.Equal([9, 10], part);
        Assert.Throws<ArgumentOutOfRangeException>(() => file.Read(file["b"], new byte[3], start: 1));
    }

    [Fact]
    public void A_file_that_shrinks_while_it_is_open_is_reported()
    {
        Write(Good, 11);
        using var file = SafetensorsFile.Open(_path);
        using (var other = new FileStream(_path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite))
            other.SetLength(other.Length - 1);

        Assert.Equal("b", Assert.Throws<WeightsFileException>(() => file.ReadBytes(file["b"])).Item);
    }

    [Theory]
    [InlineData("""{"a":{"dtype":"F32","dtype":"F32","shape":[2],"data_offsets":[0,8]}}""", "dtype twice")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8],"extra":1}}""", "extra")]
    [InlineData("""{"a":{"dtype":4,"shape":[2],"data_offsets":[0,8]}}""", "dtype")]
    [InlineData("""{"a":{"dtype":"F32","shape":2,"data_offsets":[0,8]}}""", "shape")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8,8]}}""", "data_offsets")]
    [InlineData("""{"a":[]}""", "object")]
    [InlineData("""{"__metadata__":{"k":"1","k":"2"}}""", "twice")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}} {}""", "JSON")]
    [InlineData("""{"a":{"dtype":"F32","shape":[0,-1],"data_offsets":[0,0]}}""", "negative")]
    [InlineData("""{"a":{"dtype":"F32","shape":[0,9223372036854775807],"data_offsets":[0,0]}}""", "overflows")]
    public void A_damaged_header_is_refused_with_the_reason(string header, string word)
    {
        Write(header, 8);

        var error = Assert.Throws<WeightsFileException>(() => SafetensorsFile.Open(_path));

        Assert.Contains(word, error.Message, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void Random_damage_is_refused_or_read_and_nothing_else()
    {
        Write(Good, 11);
        var good = File.ReadAllBytes(_path);
        var random = new Random(20240601);
        for (var i = 0; i < 3000; i++)
        {
            File.WriteAllBytes(_path, Damage.Apply(good, random));
            try
            {
                using var file = SafetensorsFile.Open(_path);
                Assert.All(file.Entries, entry => Assert.Equal(entry.Length, file.ReadBytes(entry).Length));
            }
            catch (WeightsFileException)
            {
                // Refused: that is one of the two good ends.
            }
        }
    }

    public void Dispose() => File.Delete(_path);

    private void Write(string header, int data)
    {
        var text = Encoding.UTF8.GetBytes(header);
        var file = new byte[8 + text.Length + data];
        BinaryPrimitives.WriteInt64LittleEndian(file, text.Length);
        text.CopyTo(file, 8);
        for (var i = 0; i < data; i++)
            file[8 + text.Length + i] = (byte)i;
        File.WriteAllBytes(_path, file);
    }
}
