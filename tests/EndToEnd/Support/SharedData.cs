namespace Inpaint.Tests.EndToEnd.Support;

/// <summary>Real photographs beside the repository, which may be absent.</summary>
internal static class SharedData
{
    /// <summary>The repository's root.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>The clothing photographs; null where they are absent.</summary>
    public static string? Clothing { get; } = Existing(Path.GetFullPath(Path.Combine(Root, "..", "shared", "data", "clothing128")));

    private static string? Existing(string folder) => Directory.Exists(folder) ? folder : null;

    private static string FindRoot()
    {
        string? folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(Path.Combine(folder, "Suite.sln")))
            folder = Path.GetDirectoryName(folder);
        return folder ?? throw new InvalidOperationException($"There is no Suite.sln above {AppContext.BaseDirectory}.");
    }
}

/// <summary>A fact that needs the clothing photographs; skipped, with the reason, where they are absent.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class ClothingFactAttribute : FactAttribute
{
    public ClothingFactAttribute()
    {
        if (SharedData.Clothing is null)
            Skip = "shared/data/clothing128 is not beside the repository";
    }
}
