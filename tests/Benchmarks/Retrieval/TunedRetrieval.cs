namespace Inpaint.Benchmarks.Retrieval;

/// <summary>How well a CLIP tells held-out pairs.</summary>
/// <param name="Recall">Share of 100 whose partner comes first, mean of both ways.</param>
/// <param name="CosineGap">Mean cosine of pairs less that of mismatched ones.</param>
internal readonly record struct TunedRetrieval(double Recall, double CosineGap);
