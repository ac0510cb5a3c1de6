using Inpaint.V1;

namespace Inpaint.Cli.Embeddings;

/// <summary>Something that was encoded.</summary>
/// <param name="Name">How it is listed.</param>
/// <param name="Embedding">Its vector.</param>
/// <param name="Detail">What there is to say beside.</param>
internal sealed record EncodedInput(string Name, Embedding Embedding, EncodingDetail Detail);
