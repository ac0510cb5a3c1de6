namespace TorchSharp;

/// <summary>Which direction of a Fourier transform is divided by its length: the inverse, the forward, or each by the root.</summary>
public enum FFTNormType
{
    Backward = 0,
    Forward = 1,
    Ortho = 2,
}
