namespace Inpaint.Tests.Unit.Serving.Support;

/// <summary>A limit on every wait, so that a test that hangs fails. It says nothing about how long things take.</summary>
internal static class Waiting
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    public static Task DefaultTimeout(this Task task) => task.WaitAsync(Limit);

    public static Task<T> DefaultTimeout<T>(this Task<T> task) => task.WaitAsync(Limit);
}
