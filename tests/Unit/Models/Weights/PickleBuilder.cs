using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace Inpaint.Tests.Unit.Models.Weights;

/// <summary>Writes pickles by hand, opcode by opcode, and torch's archives around them.</summary>
internal sealed class PickleBuilder
{
    private readonly List<byte> _pickle = [0x80, 2];

    public PickleBuilder Op(params byte[] bytes)
    {
        _pickle.AddRange(bytes);
        return this;
    }

    public PickleBuilder Op(char opcode) => Op((byte)opcode);

    public PickleBuilder Text(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var length = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(length, bytes.Length);
        return Op('X').Op(length).Op(bytes);
    }

    public PickleBuilder Number(long number)
    {
        var bytes = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, number);
        return Op(0x8a, 8).Op(bytes);
    }

    public PickleBuilder Global(string module, string attribute) => Op('c').Op(Encoding.UTF8.GetBytes($"{module}\n{attribute}\n"));

    /// <summary>A float tensor over the storage "0".</summary>
    public PickleBuilder Tensor(long elements, long offset, long[] sizes, long[] strides)
    {
        Global("torch._utils", "_rebuild_tensor_v2").Op('(');
        Op('(').Text("storage").Global("torch", "FloatStorage").Text("0").Text("cpu").Number(elements).Op('t').Op('Q').Number(offset);
        return Tuple(sizes).Tuple(strides).Op(0x89).Op('N').Op('t').Op('R');
    }

    public byte[] Stop() => [.. _pickle, (byte)'.'];

    /// <summary>A zip archive with the pickle and one storage of floats 0, 1, 2, ...</summary>
    public byte[] Archive(int elements)
    {
        using var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            Add(zip, "archive/data.pkl", Stop());
            Add(zip, "archive/byteorder", "little"u8.ToArray());
            var data = new byte[4 * elements];
            for (var i = 0; i < elements; i++)
                BinaryPrimitives.WriteSingleLittleEndian(data.AsSpan(4 * i), i);
            Add(zip, "archive/data/0", data);
        }

        return file.ToArray();
    }

    private PickleBuilder Tuple(long[] numbers)
    {
        Op('(');
        foreach (var number in numbers)
            Number(number);
        return Op('t');
    }

    private static void Add(ZipArchive zip, string name, byte[] bytes)
    {
        using var stream = zip.CreateEntry(name, CompressionLevel.NoCompression).Open();
        stream.Write(bytes);
    }
}
