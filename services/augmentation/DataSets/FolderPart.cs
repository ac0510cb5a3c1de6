using Inpaint.Augmentation.DataSets.Files;
using Inpaint.Augmentation.DataSets.Files.Csv;
using Inpaint.Imaging;

namespace Inpaint.Augmentation.DataSets;

/// <summary>One folder with captions.csv, images/ and perhaps a file of holes.</summary>
internal sealed class FolderPart
{
    private const string CaptionsFile = "captions.csv";
    private readonly string _folder;
    private readonly string _partName;
    private readonly PictureLimits _limits;
    private readonly IReadOnlyList<Caption> _captions;
    private readonly ILookup<string, PixelRectangle>? _holes;

    private FolderPart(string folder, string partName, PictureLimits limits, IReadOnlyList<Caption> captions, ILookup<string, PixelRectangle>? holes)
    {
        (_folder, _partName, _limits, _captions, _holes) = (folder, partName, limits, captions, holes);
        Images = [.. captions.Select(caption => caption.Image)];
    }

    public IReadOnlyList<string> Images { get; }

    public int Width { get; private set; }

    public int Height { get; private set; }

    public static FolderPart Open(FolderDataSetOptions options, string partName, (int Width, int Height)? expectedSize, ContentDigest digest)
    {
        var folder = Path.Combine(options.Path, partName);
        var captionsPath = Path.Combine(folder, CaptionsFile);
        using var captionsText = File.OpenText(captionsPath);
        var captions = CaptionTable.Read(captionsText, captionsPath);
        if (captions.Count == 0)
            throw DataFileException.Corrupt($"{captionsPath} names no picture");

        digest.AddFile($"{partName}/{CaptionsFile}", captionsPath);
        var part = new FolderPart(folder, partName, options.Limits, captions, ReadHoles(folder, partName, options.MasksFile, digest));
        part.LookAtPictures(expectedSize, digest);
        return part;
    }

    public Sample Get(string setName, int index)
    {
        var caption = _captions[index];
        var path = PathOf(caption.Image);
        var picture = Named(path, () => PictureCodec.Decode(File.ReadAllBytes(path), _limits));
        return new Sample($"{setName}/{_partName}/{caption.Image}", picture, HoleOf(caption.Image), Parameters: null, caption.Description);
    }

    private static ILookup<string, PixelRectangle>? ReadHoles(string folder, string partName, string masksFile, ContentDigest digest)
    {
        var path = Path.Combine(folder, masksFile);
        if (!File.Exists(path))
            return null;

        digest.AddFile($"{partName}/{masksFile}", path);
        using var text = File.OpenText(path);
        return RectangleTable.Read(text, path);
    }

    private void LookAtPictures((int Width, int Height)? expectedSize, ContentDigest digest)
    {
        foreach (var image in Images)
        {
            var path = PathOf(image);
            var file = File.ReadAllBytes(path);
            var header = Named(path, () => PictureCodec.ReadHeader(file, _limits));
            expectedSize ??= (header.Width, header.Height);
            if ((header.Width, header.Height) != expectedSize)
                throw DataFileException.Unsupported($"{path} has {header.Width} x {header.Height} pixels, others of the set {expectedSize.Value.Width} x {expectedSize.Value.Height}");

            digest.Add($"{_partName}/images/{image}", file);
        }

        (Width, Height) = expectedSize!.Value;
        foreach (var image in Images)
        {
            HoleOf(image);
        }
    }

    // A picture without a row has no hole of its own, even where others have.
    private HoleMask? HoleOf(string image)
    {
        if (_holes is null || !_holes.Contains(image))
            return null;

        try
        {
            return HoleMask.FromRectangles(Width, Height, _holes[image]);
        }
        catch (InvalidPictureArgumentException e)
        {
            throw new DataFileException(DataFileErrorKind.Corrupt, $"the hole of {PathOf(image)}: {e.Message}", e);
        }
    }

    private string PathOf(string image) => Path.Combine(_folder, "images", image);

    private static T Named<T>(string path, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (PictureException e)
        {
            throw new PictureException(e.Kind, $"{path}: {e.Message}");
        }
    }
}
