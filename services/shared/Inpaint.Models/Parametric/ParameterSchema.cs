using System.Collections.Frozen;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Inpaint.Models.Parametric;

/// <summary>The parameters of a domain, in the order in which arrays hold them. Immutable.</summary>
public sealed class ParameterSchema
{
    private const string BikesResource = "Inpaint.Models.Parametric.bikes.schema.json";

    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        WriteIndented = true,
        NewLine = "\n",
        // The file is read by people and never put into a page: no need to escape apostrophes.
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private static readonly Lazy<ParameterSchema> EmbeddedBikes = new(LoadBikes);

    private readonly FrozenDictionary<string, int> _index;

    /// <summary>Makes a schema of definitions.</summary>
    /// <param name="name">Its name, for example "bikes"; not empty.</param>
    /// <param name="parameters">At least one definition.</param>
    /// <exception cref="InvalidParameterException">
    /// A name is empty or given twice, a range is empty or not finite, a deviation is not above 0, or a group is missing, given where
    /// none belongs, or has a single member.
    /// </exception>
    public ParameterSchema(string name, IReadOnlyList<ParameterDefinition> parameters)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        if (string.IsNullOrWhiteSpace(name))
            throw new InvalidParameterException("A schema needs a name.");
        if (parameters.Count == 0)
            throw new InvalidParameterException($"The schema '{name}' has no parameters.");

        var index = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < parameters.Count; i++)
        {
            Check(parameters[i]);
            if (!index.TryAdd(parameters[i].Name, i))
                throw new InvalidParameterException($"The schema '{name}' has the parameter '{parameters[i].Name}' twice.");
        }

        Name = name;
        Parameters = [.. parameters];
        _index = index.ToFrozenDictionary(StringComparer.Ordinal);
        Groups = Enumerable.Range(0, parameters.Count)
            .Where(i => parameters[i].Kind == ParameterKind.OneHot)
            .GroupBy(i => parameters[i].Group, StringComparer.Ordinal)
            .ToFrozenDictionary(g => g.Key, g => (IReadOnlyList<int>)[.. g], StringComparer.Ordinal);
        foreach (var (group, members) in Groups)
        {
            if (members.Count < 2)
                throw new InvalidParameterException($"The group '{group}' of the schema '{name}' has a single member.");
        }

        Digest = ComputeDigest();
    }

    /// <summary>The bicycles of the bike design challenge, with the statistics of this suite's own bicycles.</summary>
    public static ParameterSchema Bikes => EmbeddedBikes.Value;

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>The definitions, in order.</summary>
    public IReadOnlyList<ParameterDefinition> Parameters { get; }

    /// <summary>How many parameters there are.</summary>
    public int Count => Parameters.Count;

    /// <summary>The groups of which exactly one member holds, with the indices of their members.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<int>> Groups { get; }

    /// <summary>SHA-256 over the name and every definition in order, lower-case hexadecimal: equal digests encode equally.</summary>
    public string Digest { get; }

    /// <summary>Reads a schema file.</summary>
    /// <param name="path">A file as <see cref="Save"/> writes it.</param>
    /// <exception cref="InvalidParameterException">The file is not a valid schema.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static ParameterSchema Load(string path)
    {
        using var stream = File.OpenRead(path);
        return Load(stream);
    }

    /// <summary>Reads a schema.</summary>
    /// <param name="stream">JSON as <see cref="Save"/> writes it.</param>
    /// <exception cref="InvalidParameterException">It is not a valid schema.</exception>
    public static ParameterSchema Load(Stream stream)
    {
        try
        {
            var file = JsonSerializer.Deserialize<SchemaFile>(stream, Json)
                ?? throw new InvalidParameterException("The schema is null.");
            return new ParameterSchema(file.Name, file.Parameters);
        }
        catch (JsonException e)
        {
            throw new InvalidParameterException($"The schema is not valid JSON of its kind: {e.Message}", e);
        }
    }

    /// <summary>Writes the schema as JSON.</summary>
    /// <param name="stream">Where to.</param>
    public void Save(Stream stream) => JsonSerializer.Serialize(stream, new SchemaFile(Name, Parameters), Json);

    /// <summary>The place of a parameter.</summary>
    /// <param name="name">Its name, exactly.</param>
    /// <returns>Its index, or -1 where the schema has no such parameter.</returns>
    public int IndexOf(string name) => _index.GetValueOrDefault(name, -1);

    private static ParameterSchema LoadBikes()
    {
        using var stream = typeof(ParameterSchema).Assembly.GetManifestResourceStream(BikesResource)
            ?? throw new InvalidOperationException($"The resource {BikesResource} is not embedded.");
        return Load(stream);
    }

    private static void Check(ParameterDefinition p)
    {
        if (string.IsNullOrWhiteSpace(p.Name))
            throw new InvalidParameterException("A parameter has no name.");
        if (!Enum.IsDefined(p.Kind))
            throw new InvalidParameterException($"The parameter '{p.Name}' has the unknown kind {p.Kind}.");
        if (!double.IsFinite(p.Minimum) || !double.IsFinite(p.Maximum) || p.Minimum > p.Maximum)
            throw new InvalidParameterException($"The parameter '{p.Name}' has the range {p.Minimum} to {p.Maximum}.");
        if (!double.IsFinite(p.Mean) || !double.IsFinite(p.StandardDeviation) || p.StandardDeviation <= 0)
            throw new InvalidParameterException($"The parameter '{p.Name}' has the mean {p.Mean} and deviation {p.StandardDeviation}.");
        if (p.Unit is null || (p.Kind == ParameterKind.OneHot) != (p.Group is { Length: > 0 }))
            throw new InvalidParameterException($"The parameter '{p.Name}' has no unit, or a group that its kind does not allow.");
    }

    private string ComputeDigest()
    {
        // Length-prefixed fields, so that no name can be taken for a separator; numbers in their shortest round-trip form.
        var canonical = new StringBuilder();
        Append(Name);
        foreach (var p in Parameters)
        {
            Append(p.Name);
            Append(p.Kind.ToString());
            Append(p.Unit);
            Append(p.Group);
            foreach (var number in (ReadOnlySpan<double>)[p.Minimum, p.Maximum, p.Mean, p.StandardDeviation])
                Append(number.ToString("R", CultureInfo.InvariantCulture));
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(canonical.ToString())));

        void Append(string field) => canonical.Append(CultureInfo.InvariantCulture, $"{field.Length}:{field}\n");
    }

    private sealed record SchemaFile(string Name, IReadOnlyList<ParameterDefinition> Parameters);
}
