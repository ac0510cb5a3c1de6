using Inpaint.Augmentation.Batches;

namespace Inpaint.Augmentation.Bikes;

/// <summary>Writes a sentence or two that would sell a bicycle, saying nothing that is not so and leaving some of it out.</summary>
internal static class BikeDescriber
{
    private static readonly string[] Names =
    [
        "Harrier", "Meridian", "Solstice", "Vagabond", "Tempest", "Northwind", "Juniper", "Falcon", "Cascade", "Ember", "Driftwood", "Zenith",
        "Pathfinder", "Swift", "Aurora", "Granite", "Longbow", "Nomad", "Osprey", "Wildcat", "Sonnet", "Marathon", "Comet", "Heron",
    ];

    private static readonly string[] Suffixes = ["", "", "", " Pro", " Sport", " Classic", " Elite", " Metro", " XT", " 300", " 520", " 740", " Evo", " One"];

    // {0} colour, {1} name, {2} list of parts, {3} closing that follows a finite verb's subject.
    private static readonly string[] Templates =
    [
        "The {0} {1} features {2}, and {3}.",
        "The {0} {1} comes with {2}, and {3}.",
        "The {0} {1} combines {2}; it {3}.",
        "The {0} {1}, equipped with {2}, {3}.",
        "The {0} {1}, built around {2}, {3}.",
        "The {0} {1} boasts {2}, and {3}.",
        "Featuring {2}, the {0} {1} {3}.",
        "With {2}, the {0} {1} {3}.",
        "Boasting {2}, the {0} {1} {3}.",
        "Combining {2}, the {0} {1} {3}.",
        "Thanks to {2}, the {0} {1} {3}.",
        "Fitted with {2}, the {0} {1} {3}.",
        "Meet the {1}: finished in {0}, with {2}. It {3}.",
        "Say hello to the {1}. It wears {0}, brings {2}, and {3}.",
        "In {0}, the {1} turns heads; with {2}, it {3}.",
        "Ride the {1}, a {0} companion with {2}. It {3}.",
        "Our {0} {1} offers {2}, and {3}.",
        "You get {2} with the {0} {1}, which {3}.",
        "Dressed in {0}, the {1} delivers {2}, and {3}.",
        "Some bikes shout; the {0} {1} just rolls, with {2}. It {3}.",
        "Everything about the {0} {1} is deliberate: {2}. It {3}.",
        "The {1} returns in {0}, now with {2}, and {3}.",
        "A {0} finish and {2} make the {1} a joy; it {3}.",
        "Look closer at the {0} {1} and find {2}. It {3}.",
    ];

    private static readonly string[] Closings =
    [
        "is ready to take on any challenge", "is crafted to exceed your expectations", "is built for those who demand the best", "makes every ride memorable",
        "turns errands into adventures", "goes the distance", "feels at home wherever you point it", "delivers comfort and control in equal measure",
        "earns its place in your day", "rewards every pedal stroke", "begs to be ridden", "keeps you coming back for more", "rolls smoothly from dawn to dusk",
        "leaves the ordinary behind", "is as happy in town as out of it", "carries you further than you planned",
    ];

    private static readonly string[] Plain = ["bike", "bicycle"];

    /// <summary>Describes a design.</summary>
    /// <param name="design">The design.</param>
    /// <param name="random">Chooses facts and words.</param>
    public static string Describe(BikeDesign design, ref SplitMix64 random)
    {
        var facts = BikeFacts.Of(design);
        Shuffle(facts, ref random);
        var said = Math.Min(facts.Count, random.Next(2, 7));
        var parts = new string[said];
        for (var i = 0; i < said; i++)
            parts[i] = Choose(facts[i], ref random);

        var name = random.Chance(.85) ? Choose(Names, ref random) + Choose(Suffixes, ref random) : $"{Choose(Names, ref random)} {Choose(Plain, ref random)}";
        var text = string.Format(
            System.Globalization.CultureInfo.InvariantCulture,
            Choose(Templates, ref random),
            ColorNames.Of(design.Color),
            name,
            Join(parts),
            Choose(Closings, ref random));
        return WithArticles(text);
    }

    private static string Join(string[] parts) => parts.Length switch
    {
        1 => parts[0],
        2 => $"{parts[0]} and {parts[1]}",
        _ => $"{string.Join(", ", parts[..^1])}, and {parts[^1]}",
    };

    /// <summary>Templates write "a" before a colour; before a vowel it becomes "an".</summary>
    private static string WithArticles(string text)
    {
        foreach (var vowel in "aeio")
        {
            text = text.Replace($" a {vowel}", $" an {vowel}", StringComparison.Ordinal);
            if (text.StartsWith($"A {vowel}", StringComparison.Ordinal))
                text = $"An {text[2..]}";
        }

        return text;
    }

    private static string Choose(string[] from, ref SplitMix64 random) => from[random.Next(0, from.Length)];

    private static void Shuffle(List<string[]> list, ref SplitMix64 random)
    {
        for (var i = list.Count - 1; i > 0; i--)
        {
            var j = random.Next(0, i + 1);
            (list[i], list[j]) = (list[j], list[i]);
        }
    }
}
