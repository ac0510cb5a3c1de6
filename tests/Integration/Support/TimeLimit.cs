namespace Inpaint.Tests.Integration.Support;

/// <summary>A limit on everything a test waits for: a defect then fails one test instead of hanging the run.</summary>
internal static class TimeLimit
{
    /// <summary>Far above what a loaded machine needs; never what a test measures.</summary>
    public static readonly TimeSpan Default = TimeSpan.FromSeconds(30);

    public static Task Within(this Task task) => task.WaitAsync(Default);

    public static Task<T> Within<T>(this Task<T> task) => task.WaitAsync(Default);

    public static Task<T> Within<T>(this ValueTask<T> task) => task.AsTask().WaitAsync(Default);

    /// <summary>Asks again and again, with a short pause, until the answer is yes.</summary>
    /// <exception cref="TimeoutException">It was no until the limit passed.</exception>
    public static async Task Until(Func<Task<bool>> condition, string what)
    {
        using CancellationTokenSource limit = new(Default);
        while (!await condition().Within())
        {
            if (limit.IsCancellationRequested)
                throw new TimeoutException($"Waited {Default} in vain until {what}.");
            await Task.Delay(20);
        }
    }
}
