using Inpaint.Models;

namespace Inpaint.Benchmarks.Harness;

/// <summary>The models that ship with the suite.</summary>
internal static class ShippedModels
{
    public static ModelStore Store { get; } = new(Path.Combine(Root(), "deploy", "models"));

    private static string Root()
    {
        var folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(Path.Combine(folder, "Suite.sln")))
            folder = Path.GetDirectoryName(folder);
        return folder ?? throw new InvalidOperationException($"No Suite.sln above {AppContext.BaseDirectory}.");
    }
}
