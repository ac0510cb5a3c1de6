namespace Inpaint.Imaging;

/// <summary>Splits work on rows over the processors where there is enough of it to pay for waking them.</summary>
internal static class RowRanges
{
    // One to two hundred microseconds of multiplications and additions: waking a thread takes about ten.
    private const long CostATask = 1 << 17;

    /// <summary>Runs an action for ranges that cover all rows.</summary>
    /// <param name="rows">Number of rows.</param>
    /// <param name="cost">Operations that all of them take, roughly.</param>
    /// <param name="action">Takes the first row, and the one behind the last.</param>
    public static void Run(int rows, long cost, Action<int, int> action)
    {
        var tasks = (int)Math.Clamp(cost / CostATask, 1, Math.Min(Environment.ProcessorCount, rows));
        if (tasks == 1)
            action(0, rows);
        else
            Parallel.For(0, tasks, task => action((int)((long)rows * task / tasks), (int)((long)rows * (task + 1) / tasks)));
    }
}
