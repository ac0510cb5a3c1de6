using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Inpaint.Models.Clip;

/// <summary>A CLIP model's shape: the fields of a Hugging Face <c>config.json</c>, with that library's defaults for absent ones.</summary>
public sealed record ClipConfiguration
{
    // By reflection: a source-generated reader sets every init property, and would turn an absent entry's default into zero.
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    /// <summary>The text tower.</summary>
    public ClipTextConfiguration TextConfig { get; init; } = new();

    /// <summary>The image tower.</summary>
    public ClipVisionConfiguration VisionConfig { get; init; } = new();

    /// <summary>P, values of an embedding.</summary>
    public int ProjectionDim { get; init; } = 512;

    /// <summary>What <c>logit_scale</c> begins with: the logarithm of the factor on cosines.</summary>
    public double LogitScaleInitValue { get; init; } = 2.6592;

    /// <summary>Reads a configuration; entries that do not bear on the network are ignored.</summary>
    /// <param name="json">The content of <c>config.json</c>.</param>
    /// <exception cref="ArgumentException">A size is out of its range; it is named.</exception>
    /// <exception cref="JsonException">An entry is of another type.</exception>
    public static ClipConfiguration Read(JsonElement json)
    {
        var content = Object(json);
        Override(content, "text_config");
        Override(content, "vision_config");
        return Checked(content.Deserialize<ClipConfiguration>(Options)!);
    }

    /// <summary>Reads the configuration of a text tower that stands alone, as Stable Diffusion's text encoders do.</summary>
    /// <param name="json">The content of its <c>config.json</c>: the text tower's fields at the top, or below <c>text_config</c>.</param>
    /// <exception cref="ArgumentException">A size is out of its range; it is named.</exception>
    /// <exception cref="JsonException">An entry is of another type.</exception>
    public static ClipTextConfiguration ReadText(JsonElement json)
    {
        var content = Object(json);
        Override(content, "text_config");
        var text = (content["text_config"] ?? content).Deserialize<ClipTextConfiguration>(Options)!;
        text.ThrowUnlessValid();
        return text;
    }

    /// <summary>The configuration as it stands in a manifest, and as <see cref="Read"/> reads it.</summary>
    public JsonElement ToJson() => JsonSerializer.SerializeToElement(this, Options);

    /// <exception cref="ArgumentException">A size is out of its range; it is named.</exception>
    internal void ThrowUnlessValid() => Checked(this);

    private static ClipConfiguration Checked(ClipConfiguration configuration)
    {
        configuration.TextConfig.ThrowUnlessValid();
        configuration.VisionConfig.ThrowUnlessValid();
        ClipRanges.Positive("projection_dim", configuration.ProjectionDim);
        if (!double.IsFinite(configuration.LogitScaleInitValue))
            throw new ArgumentException("logit_scale_init_value is not finite");
        return configuration;
    }

    private static JsonObject Object(JsonElement json) =>
        json.ValueKind == JsonValueKind.Object ? JsonObject.Create(json)! : throw new JsonException("the configuration is not an object");

    // Early files state a section a second time under this name, and its entries there hold.
    private static void Override(JsonObject content, string section)
    {
        if (content[section] is null)
            content.Remove(section);
        if (content[section + "_dict"] is not JsonObject later)
            return;
        var merged = content[section] as JsonObject ?? [];
        foreach (var (name, value) in later)
            merged[name] = value?.DeepClone();
        content[section] = merged;
    }
}
