using Inpaint.Trainer.Runs;

namespace Inpaint.Tests.Unit.Trainer;

public sealed class RunIdentifierTests
{
    [Fact]
    public void Later_names_sort_after_earlier_ones_and_never_repeat()
    {
        var names = Enumerable.Range(0, 50).Select(_ => RunIdentifier.Create(TimeProvider.System)).ToList();
        Assert.All(names, name => Assert.True(RunIdentifier.IsValid(name)));
        Assert.Equal(50, names.Distinct().Count());
        Assert.Equal(names.Select(name => name[..13]).Order(StringComparer.Ordinal), names.Select(name => name[..13]));
    }

    [Theory]
    [InlineData("")]
    [InlineData("..")]
    [InlineData("1763712000000-3F9A01BC")]
    [InlineData("1763712000000/3f9a01bc")]
    [InlineData("176371200000a-3f9a01bc")]
    public void Other_texts_are_no_names(string text) => Assert.False(RunIdentifier.IsValid(text));
}
