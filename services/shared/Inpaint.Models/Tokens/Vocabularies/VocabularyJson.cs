using System.Text.Json.Serialization;

namespace Inpaint.Models.Tokens;

/// <summary>Reads the ids of tokens.</summary>
[JsonSerializable(typeof(Dictionary<string, int>))]
internal sealed partial class VocabularyJson : JsonSerializerContext;
