using System.Reflection;

namespace Inpaint.Tests.Unit.Golden.Pictures;

public sealed class PictureKindsTests
{
    [GoldenTheory, InlineData("pictures")]
    public void Every_kind_of_the_folder_has_a_runner(string folder)
    {
        var run = typeof(PictureKindsTests).Assembly.GetTypes()
            .SelectMany(type => type.GetMethods())
            .SelectMany(method => method.GetCustomAttributes<GoldenCasesAttribute>())
            .Select(cases => cases.Kind);
        var kinds = GoldenFolder.Kinds.Where(kind => GoldenFolder.CasesOf(kind).Any(path => path.StartsWith(folder + "/", StringComparison.Ordinal)));
        Assert.Empty(kinds.Except(run));
    }
}
