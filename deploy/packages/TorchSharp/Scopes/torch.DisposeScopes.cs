namespace TorchSharp;

public static partial class torch
{
    /// <summary>The innermost dispose scope of this thread.</summary>
    public static DisposeScope? CurrentDisposeScope => DisposeScopeManager.OfThread.CurrentDisposeScope;

    /// <summary>Opens a scope that disposes every tensor that this thread makes until the scope is disposed.</summary>
    public static DisposeScope NewDisposeScope() => DisposeScopeManager.OfThread.NewDisposeScope();

    /// <summary>Evaluates an expression in a scope of its own, out of which only its result comes.</summary>
    public static Tensor WrappedTensorDisposeScope(Func<Tensor> expr)
    {
        using var scope = NewDisposeScope();
        return expr().MoveToOuterDisposeScope();
    }
}
