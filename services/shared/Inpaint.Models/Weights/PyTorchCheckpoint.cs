using System.Buffers.Binary;
using Inpaint.Models.Weights.PyTorch;
using Microsoft.Win32.SafeHandles;
using TorchSharp;
using static TorchSharp.torch;

namespace Inpaint.Models.Weights;

/// <summary>
/// A checkpoint that PyTorch saved, open for reading: a zip archive, the older form, or a TorchScript archive; which it is shows by itself.
/// Nothing of its pickle is run, and opening takes no more memory than the pickle; tensors are read when asked for.
/// Nested dictionaries and lists become names with dots, such as <c>state_dict.conv.weight</c>.
/// </summary>
public sealed class PyTorchCheckpoint : IDisposable
{
    private const uint ZipSignature = 0x04034b50;
    private const byte PickleProtocol = 0x80;
    // Every name is pickled itself, except the names of what is around it.
    private const int NameCharactersPerByte = 16;
    private const int NameCharactersAtLeast = 1 << 20;

    private readonly SafeFileHandle _file;
    private readonly long _length;
    private readonly Func<string, long> _offsetOf;

    private PyTorchCheckpoint(SafeFileHandle file, CheckpointContent content)
    {
        _file = file;
        _length = RandomAccess.GetLength(file);
        _offsetOf = content.OffsetOf;
        var names = new CheckpointNames(content.PickleLength * NameCharactersPerByte + NameCharactersAtLeast);
        names.Add("", content.Root);
        Tensors = names.Tensors;
        // What a script object carries beside its tensors is part of the program, not of its state.
        Values = content.IsScript ? new Dictionary<string, object?>() : names.Values;
    }

    /// <summary>The tensors by their names; of a TorchScript archive, its parameters and buffers.</summary>
    public IReadOnlyDictionary<string, CheckpointTensor> Tensors { get; }

    /// <summary>All that is no tensor: text, long (or BigInteger), double, bool or null.</summary>
    public IReadOnlyDictionary<string, object?> Values { get; }

    /// <summary>Opens a checkpoint and checks every tensor's place.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="WeightsFileException">The file is damaged, or its pickle names a global that tensors do not need; the message names the tensor, record or global.</exception>
    /// <exception cref="IOException">The file cannot be opened or read.</exception>
    public static PyTorchCheckpoint Open(string path)
    {
        SafeFileHandle file = File.OpenHandle(path, options: FileOptions.RandomAccess);
        try
        {
            return new PyTorchCheckpoint(file, Content(path, file));
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Reads one tensor, on the CPU. A view stays a view: what repeats by a stride of 0 takes no memory.</summary>
    /// <param name="name">Its name.</param>
    /// <exception cref="WeightsFileException">The file has no tensor of that name, or has become shorter.</exception>
    public Tensor Load(string name)
    {
        if (!Tensors.TryGetValue(name, out CheckpointTensor? entry))
            throw new WeightsFileException($"The file has no tensor '{name}'.", name);
        using DisposeScope scope = NewDisposeScope();
        Tensor storage = empty(entry.Span, ScalarTypes.Of(entry.Type));
        if (entry.Span > 0)
            Fill(storage, entry, name);
        long[] shape = [.. entry.Shape];
        Tensor tensor = entry.Span > 0 ? storage.as_strided(shape, [.. entry.Strides]) : storage.reshape(shape);
        return tensor.MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    private static CheckpointContent Content(string path, SafeFileHandle file)
    {
        Span<byte> head = stackalloc byte[sizeof(uint)];
        int read = RandomAccess.Read(file, head, 0);
        if (read == 0)
            throw new WeightsFileException("The file is empty.");
        if (read == head.Length && BinaryPrimitives.ReadUInt32LittleEndian(head) == ZipSignature)
            return ZipCheckpoint.Read(file);
        if (head[0] == PickleProtocol)
            return LegacyCheckpoint.Read(path);
        throw new WeightsFileException("The file is neither a zip archive nor a pickle.");
    }

    private void Fill(Tensor storage, CheckpointTensor entry, string name)
    {
        const long Chunk = 1 << 26;
        int size = entry.Type.Size();
        long offset = _offsetOf(entry.Storage.Key) + entry.First * size;
        if (entry.Span > (_length - offset) / size)
            throw new WeightsFileException($"The file ends within '{name}'.", name);
        for (long done = 0; done < entry.Span; done += Chunk)
        {
            using Tensor part = storage.narrow(0, done, Math.Min(Chunk, entry.Span - done));
            FileBytes.ReadExactly(_file, part.bytes, offset + done * size, name);
        }
    }
}
