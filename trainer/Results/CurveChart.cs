using Inpaint.Imaging;
using Inpaint.Imaging.Drawing;
using Inpaint.Trainer.Runs;
using Inpaint.V1;

namespace Inpaint.Trainer.Results;

/// <summary>A run's curves as a PNG: above the loss on a logarithmic scale, below the composite score of the
/// validation samples, or the share of them that find their counterparts; nothing below where nothing was judged so.</summary>
internal static class CurveChart
{
    internal const int Width = 800;
    internal const int PanelHeight = 320;

    // A point shows a few steps' mean: single steps would hide the curve in their noise.
    private const int LossPoints = 200;

    /// <summary>Draws the curves so far.</summary>
    /// <param name="name">Of the run's recipe, for the title.</param>
    /// <param name="events">The journal.</param>
    public static byte[] Draw(string name, IReadOnlyList<RunEvent> events)
    {
        // The final test's samples and holes are others: its figure is no point of this curve.
        var judged = events.OfType<EvaluationEvent>()
            .Where(scored => scored.Evaluation.Split == Split.Validation && (scored.Evaluation.Retrieval is not null || scored.Evaluation.Scores is not null))
            .ToList();
        if (judged.Count == 0)
            return Stack(LossPanel(name, events));
        var retrieves = judged.Exists(scored => scored.Evaluation.Retrieval is not null);
        var scores = judged.Select(scored => new PointD(scored.Step, Figure(scored.Evaluation)));
        return Stack(LossPanel(name, events), Panel($"{name}: validation", retrieves ? "recall" : "composite", [.. scores], logarithmic: false));
    }

    /// <summary>Draws the loss alone.</summary>
    /// <param name="name">Of the run's recipe, for the title.</param>
    /// <param name="events">The journal.</param>
    /// <param name="logarithmic">Whether the scale is logarithmic; losses of 0 and less are then left out.</param>
    public static RgbImage LossPanel(string name, IReadOnlyList<RunEvent> events, bool logarithmic = true)
    {
        var steps = events.OfType<StepEvent>().ToList();
        var losses = steps
            .Chunk(Math.Max(1, steps.Count / LossPoints))
            .Select(chunk => new PointD(chunk.Average(step => step.Number), chunk.Average(step => step.Loss)));
        return Panel($"{name}: loss", "loss", [.. losses], logarithmic);
    }

    /// <summary>Draws panels one below the other.</summary>
    public static byte[] Stack(params ReadOnlySpan<RgbImage> panels)
    {
        var canvas = Canvas.Create(Width, panels.Length * PanelHeight, Color.White);
        for (var i = 0; i < panels.Length; i++)
            canvas.Draw(panels[i], left: 0, top: i * PanelHeight);
        return PictureCodec.EncodePng(canvas.Picture);
    }

    private static double Figure(TrainingEvaluation evaluation) => evaluation.Retrieval is { } retrieval
        ? (retrieval.TextToPicture + retrieval.PictureToText) / 2
        : evaluation.Scores!.Composite;

    private static RgbImage Panel(string title, string figure, PointD[] points, bool logarithmic) => new LineChart
    {
        Title = title,
        XLabel = "step",
        YLabel = figure,
        Series = [new ChartSeries(figure, points)],
        LogarithmicY = logarithmic,
        Width = Width,
        Height = PanelHeight,
    }.Render();
}
