using Inpaint.Imaging.Drawing;
using Inpaint.Models.Parametric;

namespace Inpaint.Augmentation.Bikes;

internal enum FrameMaterial
{
    Aluminium,
    Bamboo,
    Carbon,
    Other,
    Steel,
    Titanium,
}

internal enum ForkKind
{
    Rigid,
    Suspension,
    DoubleCrown,
}

internal enum StemKind
{
    Threadless,
    Quill,
    Riser,
}

internal enum HandlebarKind
{
    Drop,
    Flat,
    Bullhorn,
}

internal enum HeadTubeKind
{
    Straight,
    Tapered,
    ExternalCups,
    Hourglass,
}

internal enum DropoutKind
{
    Vertical,
    Track,
    Plate,
    Hooded,
}

internal enum RimKind
{
    Disc,
    Spoked,
    Trispoke,
}

/// <summary>
/// A whole bicycle as it is drawn: its 96 parameters with the unknown ones filled in and all brought into the schema's ranges. Real
/// parameters come from <see cref="this[BikeParameter]"/>, choices from the properties.
/// </summary>
internal sealed class BikeDesign
{
    private readonly double[] _values;

    private BikeDesign(double[] values) => _values = values;

    public FrameMaterial Material => (FrameMaterial)Choice(BikeParameter.MaterialAluminium, 6);

    public DropoutKind Dropout => (DropoutKind)Choice(BikeParameter.DropoutStyle0, 4);

    public ForkKind Fork => (ForkKind)Choice(BikeParameter.ForkType0, 3);

    public StemKind Stem => (StemKind)Choice(BikeParameter.StemKind0, 3);

    public HandlebarKind Handlebar => (HandlebarKind)Choice(BikeParameter.HandlebarStyle0, 3);

    public HeadTubeKind HeadTube => (HeadTubeKind)Choice(BikeParameter.HeadTubeType0, 4);

    public bool CurvedTopTube => Choice(BikeParameter.TopTubeType0, 2) == 1;

    public bool SeatTubeBottle => Choice(BikeParameter.SeatTubeBottleFalse, 2) == 1;

    public bool DownTubeBottle => Choice(BikeParameter.DownTubeBottleFalse, 2) == 1;

    public bool Belt => Choice(BikeParameter.DriveChain, 2) == 1;

    public RimKind FrontRim => (RimKind)Choice(BikeParameter.FrontRimDisc, 3);

    public RimKind RearRim => (RimKind)Choice(BikeParameter.RearRimDisc, 3);

    /// <summary>Sprockets on the rear hub, 1 to 12.</summary>
    public int Cogs => Math.Clamp((int)Math.Round(this[BikeParameter.Cogs]), 1, 12);

    /// <summary>Rings on the crank, 1 to 3.</summary>
    public int Chainrings => Math.Clamp((int)Math.Round(this[BikeParameter.Chainrings]), 1, 3);

    /// <summary>Blades of a composite front wheel, 3 to 5.</summary>
    public int FrontBlades => Math.Clamp((int)Math.Round(this[BikeParameter.CompositeSpokes]), 1, 3) + 2;

    public Color Color => new(Channel(BikeParameter.ColorRed), Channel(BikeParameter.ColorGreen), Channel(BikeParameter.ColorBlue));

    /// <summary>A real parameter in its unit.</summary>
    public double this[BikeParameter parameter] => _values[(int)parameter];

    /// <summary>Whether a flag is set.</summary>
    public bool Has(BikeParameter flag) => this[flag] >= .5;

    /// <summary>Reads a design, filling in what is unknown.</summary>
    /// <param name="values">96 values in the schema's order, NaN = unknown; values outside their range are brought to its nearest end.</param>
    /// <exception cref="InvalidParameterException">Another number of values.</exception>
    public static BikeDesign FromParameters(ReadOnlySpan<double> values)
    {
        var schema = ParameterSchema.Bikes;
        if (values.Length != schema.Count)
            throw new InvalidParameterException($"number of columns: {values.Length} values for the {schema.Count} parameters of '{schema.Name}'");

        var whole = values.ToArray();
        FillFromTwin(whole, BikeParameter.FrontBeadSeatDiameter, BikeParameter.RearBeadSeatDiameter);
        FillFromTwin(whole, BikeParameter.FrontEffectiveRimDiameter, BikeParameter.RearEffectiveRimDiameter);
        FillFromTwin(whole, BikeParameter.FrontTyreWidth, BikeParameter.RearTyreWidth);
        FillFromTwin(whole, BikeParameter.DownTubeDiameter, BikeParameter.DownTubeHeadDiameter);
        for (var i = 0; i < whole.Length; i++)
        {
            var definition = schema.Parameters[i];
            // An unknown member of a group stays below one half, so that a known member that is set wins.
            if (double.IsNaN(whole[i]))
                whole[i] = definition.Kind == ParameterKind.OneHot ? definition.Mean / 2 : definition.Mean;
            whole[i] = Math.Clamp(whole[i], definition.Minimum, definition.Maximum);
        }

        return new BikeDesign(whole);
    }

    private static void FillFromTwin(double[] values, BikeParameter first, BikeParameter second)
    {
        ref var a = ref values[(int)first];
        ref var b = ref values[(int)second];
        if (double.IsNaN(a))
            a = b;
        else if (double.IsNaN(b))
            b = a;
    }

    private int Choice(BikeParameter first, int members)
    {
        var group = _values.AsSpan((int)first, members);
        var best = 0;
        for (var i = 1; i < group.Length; i++)
        {
            if (group[i] > group[best])
                best = i;
        }

        return best;
    }

    private byte Channel(BikeParameter parameter) => (byte)Math.Clamp(Math.Round(this[parameter]), 0, 255);
}
