namespace Inpaint.Augmentation.Bikes;

/// <summary>The 96 parameters of a bicycle while they are being drawn.</summary>
internal sealed class BikeValues
{
    /// <summary>In the schema's order; 0 until set.</summary>
    public double[] Values { get; } = new double[Enum.GetValues<BikeParameter>().Length];

    public FrameMaterial Material { get; private set; }

    public ForkKind Fork { get; private set; }

    public double this[BikeParameter parameter]
    {
        get => Values[(int)parameter];
        set => Values[(int)parameter] = value;
    }

    public void SetMaterial(int choice) => Material = (FrameMaterial)SetChoice(BikeParameter.MaterialAluminium, choice);

    public void SetFork(int choice) => Fork = (ForkKind)SetChoice(BikeParameter.ForkType0, choice);

    /// <summary>Sets one member of a group, given the group's first.</summary>
    public int SetChoice(BikeParameter first, int choice)
    {
        this[first + choice] = 1;
        return choice;
    }

    public void SetFlag(BikeParameter flag, bool value) => this[flag] = value ? 1 : 0;
}
