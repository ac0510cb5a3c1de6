using System.Text.Json;
using System.Text.Json.Serialization;
using Inpaint.Cli.Completing;

namespace Inpaint.Cli.Output;

/// <summary>
/// The summary for programs: <c>{"samples", "seconds", "generators": {"unet": {"composite", "ssim", "mae", "rmse", "hole_mae"}, ..., "partial": {...}}}</c>,
/// means over the samples; a generator without scores is left out.
/// </summary>
internal static class SummaryFile
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    public static Task WriteAsync(string path, CompletionReport report, int samples, TimeSpan elapsed, CancellationToken cancellationToken)
    {
        var generators = report.Columns
            .Where(column => report.Of(column).Count > 0)
            .ToDictionary(column => column, column => Means.From(report.Of(column)), StringComparer.Ordinal);
        var summary = new Summary(samples, Math.Round(elapsed.TotalSeconds, 3), generators);
        return AtomicFile.WriteAsync(path, JsonSerializer.SerializeToUtf8Bytes(summary, Indented), cancellationToken);
    }

    private sealed record Summary(
        [property: JsonPropertyName("samples")] int Samples,
        [property: JsonPropertyName("seconds")] double Seconds,
        [property: JsonPropertyName("generators")] IReadOnlyDictionary<string, Means> Generators);

    private sealed record Means(
        [property: JsonPropertyName("composite")] double Composite,
        [property: JsonPropertyName("ssim")] double Ssim,
        [property: JsonPropertyName("mae")] double Mae,
        [property: JsonPropertyName("rmse")] double Rmse,
        [property: JsonPropertyName("hole_mae")] double? HoleMae)
    {
        public static Means From(Figures figures) => new(figures.Composite, figures.Ssim, figures.Mae, figures.Rmse, figures.HoleMae);
    }
}
