namespace Inpaint.Imaging.Transforms;

/// <summary>From the output back to the input, both counted from their middles: x' = Xx x + Xy y + X0, y' = Yx x + Yy y + Y0.</summary>
internal readonly record struct AffineInverse(double Xx, double Xy, double X0, double Yx, double Yy, double Y0)
{
    /// <summary>Inverts: shift to the center, scale, shear along x, then along y, turn, shift back, translate.</summary>
    public static AffineInverse Of(double degrees, PlanePoint translate, double scale, PlanePoint shearDegrees, PlanePoint center)
    {
        var (sine, cosine) = Math.SinCos(degrees * Math.PI / 180);
        var (shearX, shearY) = (Math.Tan(shearDegrees.X * Math.PI / 180), Math.Tan(shearDegrees.Y * Math.PI / 180));

        // scale * R * Y * X with R = [cos -sin; sin cos], Y = [1 0; -tan 1], X = [1 -tan; 0 1]; the determinant is scale squared.
        var (xx, xy) = (cosine + sine * shearY, -sine - (cosine + sine * shearY) * shearX);
        var (yx, yy) = (sine - cosine * shearY, cosine - (sine - cosine * shearY) * shearX);
        var (inverseXx, inverseXy, inverseYx, inverseYy) = (yy / scale, -xy / scale, -yx / scale, xx / scale);
        var (shiftX, shiftY) = (translate.X + center.X, translate.Y + center.Y);
        return new AffineInverse(
            inverseXx, inverseXy, center.X - inverseXx * shiftX - inverseXy * shiftY,
            inverseYx, inverseYy, center.Y - inverseYx * shiftX - inverseYy * shiftY);
    }

    public PlanePoint Apply(PlanePoint point) => new(Xx * point.X + Xy * point.Y + X0, Yx * point.X + Yy * point.Y + Y0);
}
