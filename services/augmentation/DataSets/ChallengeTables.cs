using Inpaint.Augmentation.DataSets.Files;
using Inpaint.Augmentation.DataSets.Files.Numpy;
using Inpaint.Augmentation.DataSets.Files.Pickle;
using Inpaint.Imaging;
using Inpaint.Models.Parametric;

namespace Inpaint.Augmentation.DataSets;

/// <summary>What the challenge's files give beside the pictures, each part only where its file is there.</summary>
internal sealed class ChallengeTables
{
    private readonly int _width;
    private readonly int _height;
    private PixelRectangle[]? _rectangles;
    private double[]? _parameters;
    private IReadOnlyList<string>? _descriptions;

    private ChallengeTables(int width, int height) => (_width, _height) = (width, height);

    /// <summary>Null where there are no parameters.</summary>
    public ParameterSchema? Schema { get; private set; }

    /// <exception cref="DataFileException">A file is broken or does not fit the pictures; the message names it.</exception>
    public static ChallengeTables Open(string folder, int pictures, int width, int height, ParameterSchema schema, ContentDigest digest)
    {
        var tables = new ChallengeTables(width, height);
        ReadIfThere(folder, "mask_train.npy", digest, file => tables.ReadMasks(file, pictures));
        ReadIfThere(folder, "param_train.npy", digest, file => tables.ReadParameters(file, pictures, schema));
        ReadIfThere(folder, "desc_train.pkl", digest, file => tables.ReadDescriptions(file, pictures));
        return tables;
    }

    public HoleMask? Hole(int record) => _rectangles is null ? null : HoleMask.FromRectangles(_width, _height, [_rectangles[record]]);

    public double[]? ParametersOf(int record) =>
        Schema is { Parameters.Count: var count } ? _parameters.AsSpan(record * count, count).ToArray() : null;

    public string Description(int record) => _descriptions?[record] ?? "";

    private static void ReadIfThere(string folder, string name, ContentDigest digest, Action<byte[]> read)
    {
        var path = Path.Combine(folder, name);
        if (!File.Exists(path))
            return;

        var file = File.ReadAllBytes(path);
        digest.Add(name, file);
        try
        {
            read(file);
        }
        catch (DataFileException e)
        {
            throw new DataFileException(e.Kind, $"{path}: {e.Message}", e);
        }
        catch (InvalidPictureArgumentException e)
        {
            throw new DataFileException(DataFileErrorKind.Corrupt, $"{path}: {e.Message}", e);
        }
    }

    private void ReadMasks(byte[] file, int pictures)
    {
        var array = NumpyReader.Read(file);
        _rectangles = ChallengeRectangles.Read(array.Elements<long>(), array.Shape, pictures, _width, _height);
    }

    private void ReadParameters(byte[] file, int pictures, ParameterSchema schema)
    {
        var array = NumpyReader.Read(file);
        var values = array.Elements<double>().ToArray();
        if (array.Shape.Count != 2 || array.Shape[0] != pictures || array.Shape[1] != schema.Parameters.Count)
            throw DataFileException.Corrupt($"{pictures} rows of the {schema.Parameters.Count} parameters of '{schema.Name}' are wanted, its shape is ({string.Join(", ", array.Shape)})");

        if (Array.Exists(values, double.IsInfinity))
            throw DataFileException.Corrupt("a parameter is infinite");

        (_parameters, Schema) = (values, schema);
    }

    private void ReadDescriptions(byte[] file, int pictures)
    {
        _descriptions = PickledStrings.Read(file);
        if (_descriptions.Count != pictures)
            throw DataFileException.Corrupt($"{pictures} descriptions are wanted, {_descriptions.Count} are there");
    }
}
