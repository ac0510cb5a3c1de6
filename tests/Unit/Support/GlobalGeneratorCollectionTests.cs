using System.Text.RegularExpressions;

namespace Inpaint.Tests.Unit.Support;

public sealed partial class GlobalGeneratorCollectionTests
{
    [Fact]
    public void Whoever_seeds_the_processs_generator_runs_beside_nobody()
    {
        var seeding = Directory.EnumerateFiles(Path.Combine(RepositoryFolders.Root, "tests", "Unit"), "*.cs", SearchOption.AllDirectories)
            .Where(file => SeedsTheProcess().IsMatch(File.ReadAllText(file)))
            .ToList();

        Assert.NotEmpty(seeding);
        Assert.All(seeding, file => Assert.Contains($"[Collection({nameof(GlobalGeneratorCollection)}.", File.ReadAllText(file), StringComparison.Ordinal));
    }

    // A generator's own method has a dot before its name, torch's has not where torch is imported; a comment has no semicolon.
    [GeneratedRegex(@"(?<![.\w])manual_seed\(.*\);|torch\.manual_seed\(")]
    private static partial Regex SeedsTheProcess();
}
