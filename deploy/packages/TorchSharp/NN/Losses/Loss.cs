using static TorchSharp.torch;

namespace TorchSharp;

/// <summary>A loss of two arguments.</summary>
public abstract class Loss<T1, T2, TResult>(nn.Reduction reduction = nn.Reduction.Mean) : nn.Module<T1, T2, TResult>(nameof(Loss<,,>))
{
    public nn.Reduction reduction { get; } = reduction;
}

/// <summary>A loss of three arguments.</summary>
public abstract class Loss<T1, T2, T3, TResult>(nn.Reduction reduction = nn.Reduction.Mean) : nn.Module<T1, T2, T3, TResult>(nameof(Loss<,,>))
{
    public nn.Reduction reduction { get; } = reduction;
}

/// <summary>A loss of four arguments.</summary>
public abstract class Loss<T1, T2, T3, T4, TResult>(nn.Reduction reduction = nn.Reduction.Mean) : nn.Module<T1, T2, T3, T4, TResult>(nameof(Loss<,,>))
{
    public nn.Reduction reduction { get; } = reduction;
}

/// <summary>A loss of two arguments with weights, of classes or of elements.</summary>
public abstract class WeightedLoss<T1, T2, TResult>(Tensor? weight = null, nn.Reduction reduction = nn.Reduction.Mean) : Loss<T1, T2, TResult>(reduction)
{
    public Tensor? weight { get; } = weight;
}
