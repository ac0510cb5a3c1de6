namespace TorchSharp;

/// <summary>The stack of dispose scopes of one thread.</summary>
public class DisposeScopeManager
{
    private const int MostSets = 8;
    private const int LargestSet = 1024;

    // Sets that have grown to what scopes of this thread hold: a new one a scope would be a third of the garbage of a network's forward.
    private readonly Stack<HashSet<IDisposable>> _sets = new();

    [ThreadStatic]
    private static DisposeScopeManager? s_ofThread;

    public static ThreadDisposeScopeStatistics Statistics => OfThread.Counts;

    internal static DisposeScopeManager OfThread => s_ofThread ??= new();

    internal ThreadDisposeScopeStatistics Counts { get; } = new();

    internal DisposeScope? CurrentDisposeScope { get; private set; }

    internal DisposeScope NewDisposeScope() => CurrentDisposeScope = new DisposeScope(this);

    /// <summary>An empty set for a scope.</summary>
    internal HashSet<IDisposable> TakeSet() => _sets.TryPop(out var set) ? set : new(ReferenceEqualityComparer.Instance);

    /// <summary>Takes back a set that no scope uses any more.</summary>
    internal void GiveBack(HashSet<IDisposable> set)
    {
        if (_sets.Count >= MostSets || set.Capacity > LargestSet)
            return;
        set.Clear();
        _sets.Push(set);
    }

    /// <summary>Puts a new tensor into the innermost scope, which is returned, or null where there is none.</summary>
    internal DisposeScope? Register(torch.Tensor tensor)
    {
        if (CurrentDisposeScope is null)
        {
            Counts.TensorStatistics.CreatedOutsideScopeCount++;
            return null;
        }
        Counts.TensorStatistics.CreatedInScopeCount++;
        CurrentDisposeScope.Disposables.Add(tensor);
        return CurrentDisposeScope;
    }

    internal void Disposing(torch.Tensor tensor)
    {
        if (tensor.OwningDisposeScope is null)
            Counts.TensorStatistics.DisposedOutsideScopeCount++;
        else
            Counts.TensorStatistics.DisposedInScopeCount++;
    }

    /// <summary>Takes a scope out of the stack; it need not be the innermost.</summary>
    internal void Remove(DisposeScope disposed)
    {
        if (ReferenceEquals(CurrentDisposeScope, disposed))
        {
            CurrentDisposeScope = disposed.OuterScope;
            return;
        }
        for (var scope = CurrentDisposeScope; scope is not null; scope = scope.OuterScope)
        {
            if (!ReferenceEquals(scope.OuterScope, disposed))
                continue;
            scope.OuterScope = disposed.OuterScope;
            return;
        }
    }
}
