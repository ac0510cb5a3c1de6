namespace Inpaint.Tests.Integration.Support;

/// <summary>Where things lie that tests read.</summary>
internal static class RepositoryFolders
{
    /// <summary>The folder of Suite.sln.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>The models that ship with the suite.</summary>
    public static string ShippedModels => Path.Combine(Root, "deploy", "models");

    private static string FindRoot()
    {
        string? folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(Path.Combine(folder, "Suite.sln")))
            folder = Path.GetDirectoryName(folder);
        return folder ?? throw new InvalidOperationException($"There is no Suite.sln above {AppContext.BaseDirectory}.");
    }
}
