using System.Text.Json;
using Inpaint.V1;

namespace Inpaint.Cli.Output;

/// <summary>Writes a completed design as the JSON object of numbers that <see cref="Inputs.ParameterInput"/> reads.</summary>
internal static class ParameterFile
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    public static Task WriteAsync(string path, CompletedDesign design, CancellationToken cancellationToken) => AtomicFile.WriteAsync(
        path,
        JsonSerializer.SerializeToUtf8Bytes(design.Parameters.ToDictionary(parameter => parameter.Name, parameter => parameter.Value), Indented),
        cancellationToken);
}
