using System.Reflection;
using Inpaint.Tests.Unit.Support;
using Xunit.Sdk;

namespace Inpaint.Tests.Unit.Golden;

/// <summary>A theory over reference cases; skipped, with the reason, where they are absent.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class GoldenTheoryAttribute : TheoryAttribute
{
    public GoldenTheoryAttribute()
    {
        if (!Directory.Exists(RepositoryFolders.Golden))
            Skip = "the reference cases (INPAINT_GOLDEN or shared/golden) are absent";
    }
}

/// <summary>A fact about the reference cases; skipped, with the reason, where they are absent.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class GoldenFactAttribute : FactAttribute
{
    public GoldenFactAttribute() => Skip = new GoldenTheoryAttribute().Skip;
}

/// <summary>Every reference case of one kind below the golden folder, given as its path within that folder.</summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
internal sealed class GoldenCasesAttribute(string kind) : DataAttribute
{
    public string Kind { get; } = kind;

    public override IEnumerable<object[]> GetData(MethodInfo testMethod) => GoldenFolder.CasesOf(Kind).Select(path => new object[] { path });
}
