using Inpaint.Imaging;
using Inpaint.Imaging.Drawing;
using Inpaint.Trainer.Runs;

namespace Inpaint.Trainer.Results;

/// <summary>A run's curves as a PNG: above the loss on a logarithmic scale, below the composite score of the held-out samples.</summary>
internal static class CurveChart
{
    private const int Width = 800;
    private const int PanelHeight = 240;
    private const int Margin = 16;
    private const int GridLines = 4;

    // A column shows a few steps' mean: single steps would hide the curve in their noise.
    private const int Columns = 200;

    private static readonly Color Grid = Color.Gray(220);
    private static readonly Color LossLine = new(31, 119, 180);
    private static readonly Color ScoreLine = new(214, 39, 40);

    /// <summary>Draws the curves so far; panels without points stay empty.</summary>
    /// <param name="steps">Steps of the run in all: the width of the panels.</param>
    /// <param name="events">The journal.</param>
    public static byte[] Draw(long steps, IReadOnlyList<RunEvent> events)
    {
        var canvas = Canvas.Create(Width, (2 * PanelHeight) + (3 * Margin), Color.White);
        var losses = events.OfType<StepEvent>()
            .Where(step => step.Loss > 0)
            .GroupBy(step => step.Number * Columns / (steps + 1))
            .Select(group => new PointD(group.Average(step => step.Number), Math.Log(group.Average(step => step.Loss))));
        var scores = events.OfType<EvaluationEvent>()
            .Select(scored => new PointD(scored.Step, scored.Evaluation.Scores.Composite));
        DrawPanel(canvas, Margin, steps, [.. losses], LossLine);
        DrawPanel(canvas, PanelHeight + (2 * Margin), steps, [.. scores], ScoreLine);
        return PictureCodec.EncodePng(canvas.Picture);
    }

    private static void DrawPanel(Canvas canvas, double top, long steps, PointD[] points, Color color)
    {
        for (var line = 0; line <= GridLines; line++)
        {
            var y = top + (PanelHeight * (double)line / GridLines);
            canvas.Stroke(VectorPath.Line(new PointD(Margin, y), new PointD(Width - Margin, y)), Grid, width: 1);
        }

        if (points.Length == 0)
            return;
        var (low, high) = (points.Min(point => point.Y), points.Max(point => point.Y));
        var span = high > low ? high - low : 1;
        PointD[] placed = [.. points.Select(point => new PointD(
            Margin + ((Width - (2 * Margin)) * point.X / steps),
            top + (PanelHeight * (1 - ((point.Y - low) / span)))))];
        foreach (var point in placed)
            canvas.Fill(VectorPath.Circle(point, radius: 1.5), color);
        if (placed.Length > 1)
            canvas.Stroke(VectorPath.Polyline(placed), color, width: 1.5);
    }
}
