namespace Inpaint.Inference.Building;

/// <summary>The kinds of steps, in the order of the native library's.</summary>
internal enum StepKind
{
    Input,
    Output,
    Constant,
    Convolution,
    Transposed,
    MaxPool,
    Concat,
    Add,
    Upsample,
    Linear,
    Multiply,
    Affine,
    PixelShuffle,
    PixelUnshuffle,
    Activation,
    Reshape,
    CrossAttention,
}
