namespace Inpaint.Augmentation.Batches;

/// <summary>The data set's own masks were asked for, and it has none for a sample.</summary>
internal sealed class MissingMaskException(string sampleId) : Exception($"the sample '{sampleId}' has no mask of its own");
