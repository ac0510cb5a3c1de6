namespace Inpaint.Benchmarks.Codec;

/// <summary>Shortest times of one direction, format and size, in milliseconds, and the sizes of what was encoded.</summary>
internal sealed class CodecTimes(string name)
{
    /// <summary>For example <c>png_decode_128</c>.</summary>
    public string Name { get; } = name;

    public double Ours { get; private set; } = double.PositiveInfinity;

    public double Theirs { get; private set; } = double.PositiveInfinity;

    /// <summary>Bytes of our file over theirs; 0 where nothing was encoded.</summary>
    public double SizeRatio { get; set; }

    public double Ratio => Ours / Theirs;

    public void Add(double ours, double theirs) => (Ours, Theirs) = (Math.Min(Ours, ours), Math.Min(Theirs, theirs));
}
