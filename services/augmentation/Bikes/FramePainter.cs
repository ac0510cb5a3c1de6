using Inpaint.Imaging.Drawing;

namespace Inpaint.Augmentation.Bikes;

/// <summary>Draws the frame: stays, main triangle, head tube, and what tells its material.</summary>
internal static class FramePainter
{
    public static void PaintStays(BikePen pen, BikeDesign design, BikeGeometry geometry, Color color)
    {
        var behind = new PointD(-design[BikeParameter.ChainStayPosition], 0);
        var chainStay = design[BikeParameter.ChainStayDiameter];
        var seatStay = design[BikeParameter.SeatStayDiameter];
        var seatStayTop = geometry.SeatStayTop + new PointD(-Math.Min(design[BikeParameter.SeatStayTopOffset], 20) * .6, 0);
        PaintDropout(pen, design.Dropout, geometry.RearAxle, color);
        pen.Tube(behind, geometry.RearAxle, chainStay, .62 * chainStay, color);
        pen.Tube(seatStayTop, geometry.RearAxle, seatStay, .85 * seatStay, color);
        if (design.Has(BikeParameter.SeatStayBridge))
            PaintBridge(pen, geometry.RearAxle, seatStayTop, design[BikeParameter.SeatStayBridgeShift], design[BikeParameter.SeatStayBridgeDiameter], color);
        if (design.Has(BikeParameter.ChainStayBridge))
            PaintBridge(pen, geometry.RearAxle, behind, design[BikeParameter.ChainStayBridgeShift], design[BikeParameter.ChainStayBridgeDiameter], color);
    }

    public static void PaintMainTriangle(BikePen pen, BikeDesign design, BikeGeometry geometry, Color color)
    {
        var topTube = design[BikeParameter.TopTubeDiameter];
        if (design.CurvedTopTube)
        {
            var middle = PointD.Lerp(geometry.TopTubeFront, geometry.TopTubeRear, .5);
            var bow = (geometry.TopTubeFront - geometry.TopTubeRear).Length * .17;
            var path = new VectorPath().MoveTo(geometry.TopTubeFront).QuadraticTo(middle + new PointD(0, bow), geometry.TopTubeRear);
            pen.Bend(path, topTube, color, LineCap.Butt);
        }
        else
        {
            pen.Tube(geometry.TopTubeFront, geometry.TopTubeRear, topTube, color);
        }

        pen.Tube(default, geometry.SeatTubeTop, design[BikeParameter.SeatTubeDiameter], color);
        pen.Tube(default, geometry.DownTubeEnd, design[BikeParameter.DownTubeDiameter], design[BikeParameter.DownTubeHeadDiameter], color);
        PaintHeadTube(pen, design, geometry, color);
        PaintMaterial(pen, design, geometry, color);
        var shell = design[BikeParameter.BottomBracketDiameter] / 2;
        pen.Disc(default, shell + 2, color.Mix(Color.Black, .42));
        pen.Disc(default, shell - 5, BikePen.DarkMetal);
        // The clamp that holds the seatpost.
        pen.Rod(
            geometry.SeatTubeTop - geometry.SeatAxis * 4,
            geometry.SeatTubeTop + geometry.SeatAxis * 4,
            design[BikeParameter.SeatTubeDiameter] + 7,
            BikePen.DarkMetal,
            LineCap.Butt);
    }

    private static void PaintHeadTube(BikePen pen, BikeDesign design, BikeGeometry geometry, Color color)
    {
        var diameter = design[BikeParameter.HeadTubeDiameter];
        var (top, bottom) = (geometry.HeadTubeTop, geometry.HeadTubeBottom);
        var middle = PointD.Lerp(top, bottom, .5);
        switch (design.HeadTube)
        {
            case HeadTubeKind.Tapered:
                pen.Tube(top, bottom, .86 * diameter, 1.3 * diameter, color);
                break;
            case HeadTubeKind.ExternalCups:
                pen.Tube(top, bottom, diameter, color);
                pen.Rod(top, top + geometry.SteeringAxis * 12, diameter + 8, BikePen.Metal, LineCap.Butt);
                pen.Rod(bottom, bottom - geometry.SteeringAxis * 12, diameter + 8, BikePen.Metal, LineCap.Butt);
                break;
            case HeadTubeKind.Hourglass:
                pen.Tube(top, middle, 1.25 * diameter, .85 * diameter, color);
                pen.Tube(middle, bottom, .85 * diameter, 1.25 * diameter, color);
                break;
            default:
                pen.Tube(top, bottom, diameter, color);
                break;
        }
    }

    private static void PaintMaterial(BikePen pen, BikeDesign design, BikeGeometry geometry, Color color)
    {
        if (design.Material == FrameMaterial.Bamboo)
        {
            // Nodes of the cane and wrapped joints.
            var node = color.Mix(new Color(70, 44, 16), .62);
            PaintNodes(pen, default, geometry.DownTubeEnd, design[BikeParameter.DownTubeDiameter] + 5, node);
            PaintNodes(pen, default, geometry.SeatTubeTop, design[BikeParameter.SeatTubeDiameter] + 5, node);
            if (!design.CurvedTopTube)
                PaintNodes(pen, geometry.TopTubeFront, geometry.TopTubeRear, design[BikeParameter.TopTubeDiameter] + 5, node);
        }
        else if (design.Material == FrameMaterial.Steel)
        {
            // Lugs at the head tube.
            var lug = color.Mix(Color.White, .55);
            PaintLug(pen, geometry.TopTubeFront, geometry.TopTubeRear, design[BikeParameter.TopTubeDiameter] + 4, lug);
            PaintLug(pen, geometry.DownTubeEnd, default, design[BikeParameter.DownTubeHeadDiameter] + 4, lug);
        }
        else if (design.Material == FrameMaterial.Carbon)
        {
            // A dark flash in the lacquer shows the fibre.
            var from = PointD.Lerp(default, geometry.DownTubeEnd, .3);
            var to = PointD.Lerp(default, geometry.DownTubeEnd, .72);
            pen.Rod(from, to, .46 * design[BikeParameter.DownTubeDiameter], new Color(28, 29, 33), LineCap.Butt);
        }
    }

    private static void PaintNodes(BikePen pen, PointD from, PointD to, double diameter, Color color)
    {
        var along = (to - from).Normalised;
        foreach (var share in (ReadOnlySpan<double>)[.14, .4, .64, .88])
        {
            var at = PointD.Lerp(from, to, share);
            pen.Rod(at - along * 6, at + along * 6, diameter, color, LineCap.Butt);
        }
    }

    private static void PaintLug(BikePen pen, PointD at, PointD towards, double diameter, Color color)
    {
        var along = (towards - at).Normalised;
        pen.Rod(at + along * 30, at + along * 46, diameter, color, LineCap.Butt);
    }

    private static void PaintBridge(BikePen pen, PointD axle, PointD end, double shift, double diameter, Color color)
    {
        // Seen from the side a bridge is its cross section.
        var along = end - axle;
        var at = axle + along.Normalised * Math.Min(shift, .9 * along.Length);
        pen.Disc(at, diameter / 2 + 3, color.Mix(Color.Black, .3));
    }

    private static void PaintDropout(BikePen pen, DropoutKind kind, PointD axle, Color color)
    {
        var plate = color.Mix(Color.Black, .3);
        switch (kind)
        {
            case DropoutKind.Track:
                pen.Rod(axle + new PointD(-34, -4), axle + new PointD(24, 2), 22, plate, LineCap.Square);
                break;
            case DropoutKind.Plate:
                pen.Canvas.Fill(VectorPath.Polyline([axle + new PointD(-22, -18), axle + new PointD(48, -14), axle + new PointD(8, 52)], closed: true), plate);
                break;
            case DropoutKind.Hooded:
                pen.Disc(axle, 30, plate);
                break;
            default:
                pen.Rod(axle + new PointD(0, -16), axle + new PointD(6, 18), 24, plate);
                break;
        }
    }
}
