namespace Inpaint.Inference;

/// <summary>What is done to every value as it leaves a step. The functions are PyTorch's of the same names.</summary>
public enum PlanActivation
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>max(x, 0).</summary>
    Relu,

    /// <summary>x where positive, else alpha * x.</summary>
    LeakyRelu,

    /// <summary>1 / (1 + exp(-x)).</summary>
    Sigmoid,

    /// <summary>tanh(x).</summary>
    Tanh,

    /// <summary>x / (1 + exp(-x)).</summary>
    Silu,

    /// <summary>x times the normal distribution function of x.</summary>
    Gelu,

    /// <summary>x where positive, else alpha * (exp(x) - 1).</summary>
    Elu,

    /// <summary>x / (1 + exp(-1.702 x)), the approximation of <see cref="Gelu"/> that published CLIP models have.</summary>
    QuickGelu,
}
