using Inpaint.V1;

namespace Inpaint.Cli.Embeddings;

/// <summary>Something to encode.</summary>
/// <param name="Name">How it is listed.</param>
/// <param name="Input">What is sent.</param>
internal sealed record NamedInput(string Name, EncoderInput Input);
