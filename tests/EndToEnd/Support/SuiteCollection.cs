namespace Inpaint.Tests.EndToEnd.Support;

/// <summary>The tests that share one running suite.</summary>
[CollectionDefinition(Name)]
public sealed class SuiteCollection : ICollectionFixture<SuiteFixture>
{
    public const string Name = "suite";
}
