using TorchSharp;

namespace Inpaint.Tests.Unit.Torch.Surface;

/// <summary>
/// What the suite calls, and all that stands in for the official package, is part of the official package's recorded surface: the same names,
/// types, order, names and defaults of parameters, values of enums, bases and interfaces.
/// </summary>
public sealed class SurfaceTests
{
    private static readonly IReadOnlyList<SurfaceType> Own = [.. PublicSurface.Of(typeof(torch).Assembly).Where(OfficialSurface.Covers)];

    [Fact]
    public void Every_type_stands_in_the_official_package_with_the_same_base()
    {
        var wrong = Own.Where(type => OfficialSurface.Recorded.Find(type.Name) is not { } official
            || official.Kind != type.Kind || official.Base != type.Base || type.Interfaces.Except(official.Interfaces).Any());

        Assert.Empty(wrong.Select(type => $"{type.Name} : {type.Header}; official: {OfficialSurface.Recorded.Find(type.Name)?.Header ?? "absent"}"));
    }

    [Fact]
    public void Every_member_stands_in_the_official_package_with_the_same_signature()
    {
        var wrong = Own.SelectMany(type => type.Members.Except(OfficialSurface.Recorded.MembersOf(type.Name)).Select(member => $"{type.Name}: {member}"));

        Assert.Empty(wrong);
    }

    [Theory]
    [MemberData(nameof(Assemblies))]
    public void What_an_assembly_of_the_suite_calls_is_official(string assembly)
    {
        var uses = MemberUse.Of(Path.Combine(AppContext.BaseDirectory, assembly), "TorchSharp");

        Assert.DoesNotContain(uses, use => !OfficialSurface.Recorded.MembersOf(use.Owner).Select(MemberUse.Plain).Contains(use.Signature));
    }

    [Fact]
    public void Models_and_trainer_are_among_what_is_looked_at()
    {
        Assert.All(["Inpaint.Models.dll", "Inpaint.Trainer.dll", "Inpaint.Tests.Unit.dll"], name =>
            Assert.True(MemberUse.Of(Path.Combine(AppContext.BaseDirectory, name), "TorchSharp").Count > 10, name));
    }

    [Fact]
    public void A_call_of_what_is_not_official_is_found()
    {
        Assert.DoesNotContain("torch.Tensor nothing(long)", OfficialSurface.Recorded.MembersOf("torch.Tensor").Select(MemberUse.Plain));
        Assert.Contains("torch.Tensor add(torch.Tensor)", OfficialSurface.Recorded.MembersOf("torch.Tensor").Select(MemberUse.Plain));
        Assert.Contains("torch.Tensor add(torch.Tensor)", OfficialSurface.Recorded.MembersOf("Modules.Parameter").Select(MemberUse.Plain));
        Assert.Equal("torch.Tensor unflatten(long, long[])", MemberUse.Plain("torch.Tensor unflatten(long dim, params long[] sizes)"));
    }

    [OfficialFact]
    public void The_record_is_the_official_packages()
    {
        if (Environment.GetEnvironmentVariable("INPAINT_RECORD_SURFACE") is { Length: > 0 } path)
            OfficialSurface.Write(path, Own);
        else
            Assert.Equal(Own.Select(type => type.Name), OfficialSurface.Recorded.Types.Select(type => type.Name));
    }

    public static TheoryData<string> Assemblies() =>
        [.. Directory.EnumerateFiles(AppContext.BaseDirectory, "Inpaint.*.dll").Select(path => Path.GetFileName(path)!).Order(StringComparer.Ordinal)];
}
