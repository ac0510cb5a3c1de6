namespace Inpaint.Tests.Unit.Support;

/// <summary>
/// Tests that seed the process's generator (<c>torch.manual_seed</c>) run one after another and beside no other: while others draw from
/// it as well, a seed promises nothing. Where a <c>Generator</c> of a test's own does, the test may run beside others.
/// </summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class GlobalGeneratorCollection
{
    public const string Name = "global generator";
}
