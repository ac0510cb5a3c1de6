namespace Inpaint.Trainer.Running;

/// <summary>Threads for tensors. Dispose scopes and gradient modes belong to a thread, so all tensors of a run stay on one.</summary>
internal static class TrainingThread
{
    /// <summary>Runs something on a thread of its own.</summary>
    public static Task<T> RunAsync<T>(Func<T> work)
    {
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        var thread = new Thread(() =>
        {
            try
            {
                done.SetResult(work());
            }
            catch (OperationCanceledException exception)
            {
                done.SetCanceled(exception.CancellationToken);
            }
            catch (Exception exception)
            {
                done.SetException(exception);
            }
        })
        {
            IsBackground = true,
            Name = "training",
        };
        thread.Start();
        return done.Task;
    }

    /// <summary>Waits on the training thread for something that does no tensor work itself.</summary>
    public static T Await<T>(Task<T> task) => task.GetAwaiter().GetResult();
}
