using Inpaint.V1;

namespace Inpaint.Cli.Completing;

/// <summary>Sums scores up to their means.</summary>
internal sealed class Figures
{
    private double _ssim;
    private double _mae;
    private double _rmse;
    private double _composite;
    private double _holeMae;
    private int _holes;

    /// <summary>Scores added.</summary>
    public int Count { get; private set; }

    public double Ssim => _ssim / Count;

    public double Mae => _mae / Count;

    public double Rmse => _rmse / Count;

    public double Composite => _composite / Count;

    /// <summary>Null where no pair had a mask.</summary>
    public double? HoleMae => _holes > 0 ? _holeMae / _holes : null;

    public void Add(Scores scores)
    {
        Count++;
        _ssim += scores.Ssim;
        _mae += scores.Mae;
        _rmse += scores.Rmse;
        _composite += scores.Composite;
        if (!scores.HasHoleMae)
            return;
        _holes++;
        _holeMae += scores.HoleMae;
    }
}
