using System.Text.Json.Serialization;

namespace Inpaint.Models.Text;

/// <summary>Reads the ids of tokens.</summary>
[JsonSerializable(typeof(Dictionary<string, int>))]
internal sealed partial class VocabularyJson : JsonSerializerContext;
