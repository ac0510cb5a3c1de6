namespace Inpaint.Tests.Unit.Support;

/// <summary>Where things lie that tests read.</summary>
internal static class RepositoryFolders
{
    /// <summary>The folder of Suite.sln.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>The data shared between checkouts, beside the repository; may be absent.</summary>
    public static string Shared => Path.GetFullPath(Path.Combine(Root, "..", "shared"));

    /// <summary>The reference cases: INPAINT_GOLDEN, or shared/golden; may be absent.</summary>
    public static string Golden { get; } =
        Environment.GetEnvironmentVariable("INPAINT_GOLDEN") is { Length: > 0 } named ? named : Path.Combine(Shared, "golden");

    private static string FindRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(Path.Combine(folder, "Suite.sln")))
        {
            folder = Path.GetDirectoryName(folder);
        }

        return folder ?? throw new InvalidOperationException($"no Suite.sln above {AppContext.BaseDirectory}");
    }
}
