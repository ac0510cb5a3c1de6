using Inpaint.Augmentation.DataSets.Files;
using Inpaint.Augmentation.DataSets.Files.Numpy;
using Inpaint.Augmentation.DataSets.Files.Pickle;
using Inpaint.Imaging;
using Inpaint.Models.Weights;
using static TorchSharp.torch;

namespace Inpaint.Tests.Unit.Fuzzing;

/// <summary>A reader of hostile files: it accepts one, or refuses it with the error made for that; anything else is a fault.</summary>
/// <param name="Name">What is read.</param>
/// <param name="Read">Reads a whole file.</param>
/// <param name="RefusalOf">The kind of a refusal; null where an exception is none.</param>
internal sealed record FuzzTarget(string Name, Action<byte[]> Read, Func<Exception, string?> RefusalOf)
{
    /// <summary>Pixels that pictures may have.</summary>
    public const int MostPixels = 1 << 20;

    private static readonly PictureLimits Limits = new() { MaxPixels = MostPixels };
    private static readonly Dictionary<string, FuzzTarget> ByExtension = new()
    {
        [".png"] = new("png", DecodeBothWays, PictureRefusal),
        [".jpg"] = new("jpeg", DecodeBothWays, PictureRefusal),
        [".npy"] = new("npy", file => NumpyReader.Read(file), DataFileRefusal),
        [".npz"] = new("npz", file => NumpyArchive.Read(file), DataFileRefusal),
        [".pkl"] = new("pickle", file => PickledStrings.Read(file), DataFileRefusal),
        [".pt"] = new("pt", file => InFile(file, ReadCheckpoint), WeightsRefusal),
        [".safetensors"] = new("safetensors", file => InFile(file, ReadSafetensors), WeightsRefusal),
    };

    /// <summary>The reader of files of that extension; null where there is none.</summary>
    public static FuzzTarget? ForExtension(string extension) => ByExtension.GetValueOrDefault(extension);

    /// <summary>Reads a file.</summary>
    /// <returns>Null where it is accepted, otherwise the kind of the refusal.</returns>
    /// <exception cref="Exception">Whatever is no refusal.</exception>
    public string? Try(byte[] file)
    {
        try
        {
            Read(file);
            return null;
        }
        catch (Exception exception) when (RefusalOf(exception) is not null)
        {
            return RefusalOf(exception);
        }
    }

    // From memory, and as a stream that trickles: both must come to the same end.
    private static void DecodeBothWays(byte[] file)
    {
        using var stream = new TrickleStream(file, most: 1 + file.Length % 97);
        var (whole, arriving) = (DecodeOrRefuse(() => PictureCodec.Decode(file, Limits)), DecodeOrRefuse(() => Decode(stream)));
        if (whole.Image is null != arriving.Image is null)
            throw new InvalidDataException($"in memory {whole.Refusal?.Message ?? "accepted"}, as a stream {arriving.Refusal?.Message ?? "accepted"}");

        if (whole.Image is { } image && !image.Pixels.AsSpan().SequenceEqual(arriving.Image!.Pixels))
            throw new InvalidDataException("in memory and as a stream give different pixels");

        if (whole.Refusal is not null)
            throw whole.Refusal;
    }

    private static RgbImage Decode(TrickleStream stream) => PictureCodec.DecodeAsync(stream, Limits).GetAwaiter().GetResult();

    private static (RgbImage? Image, PictureException? Refusal) DecodeOrRefuse(Func<RgbImage> decode)
    {
        try
        {
            return (decode(), null);
        }
        catch (PictureException refusal)
        {
            return (null, refusal);
        }
    }

    private static void InFile(byte[] file, Action<string> read)
    {
        var path = Path.Combine(Path.GetTempPath(), $"inpaint-fuzz-{Environment.ProcessId}-{Environment.CurrentManagedThreadId}");
        try
        {
            File.WriteAllBytes(path, file);
            read(path);
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static void ReadCheckpoint(string path)
    {
        using var checkpoint = PyTorchCheckpoint.Open(path);
        foreach (var name in checkpoint.Tensors.Keys)
        {
            using var scope = NewDisposeScope();
            checkpoint.Load(name);
        }
    }

    private static void ReadSafetensors(string path)
    {
        using var file = SafetensorsFile.Open(path);
        foreach (var entry in file.Entries)
            file.ReadBytes(entry);
    }

    private static string? PictureRefusal(Exception exception) => (exception as PictureException)?.Kind.ToString();

    private static string? DataFileRefusal(Exception exception) => (exception as DataFileException)?.Kind.ToString();

    private static string? WeightsRefusal(Exception exception) => exception is WeightsFileException ? "Refused" : null;
}
