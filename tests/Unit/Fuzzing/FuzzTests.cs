namespace Inpaint.Tests.Unit.Fuzzing;

public sealed class FuzzTests
{
    private const int Seed = 1;
    private const int Mutations = 4000;

    public static TheoryData<string> Names => [.. FuzzCorpus.Seeds.Select(seed => seed.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Corpus_is_read_as_it_is(string name)
    {
        var seed = FuzzCorpus.Seeds.Single(seed => seed.Name == name);
        Assert.Equal(name == "cmyk.jpg" ? "Unsupported" : null, seed.Target.Try(seed.Bytes));
    }

    [Fact]
    public void Mutations_are_accepted_or_refused_and_nothing_else()
    {
        var mutator = new Mutator(Seed);
        var (accepted, refused) = (0, 0);
        for (var number = 0; number < Mutations; number++)
        {
            var (from, bytes) = mutator.Mutate(number);
            string? refusal = null;
            var fault = Record.Exception(() => refusal = from.Target.Try(bytes));
            Assert.True(fault is null, $"mutation {number} of {from.Name}: {fault}");
            accepted += refusal is null ? 1 : 0;
            refused += refusal is null ? 0 : 1;
        }

        // Mutations that all end at the front door would test nothing behind it.
        Assert.True(accepted > Mutations / 20 && refused > Mutations / 4, $"{accepted} accepted, {refused} refused");
    }

    [Fact]
    public void Same_number_gives_the_same_mutation() =>
        Assert.Equal(new Mutator(Seed).Mutate(77).Bytes, new Mutator(Seed).Mutate(77).Bytes);
}
