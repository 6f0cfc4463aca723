namespace Counterpoise.Numerics;

/// <summary>
/// Shares work on rows between threads, where it is worth starting them. What is done to a row must not depend on other rows.
/// </summary>
internal static class RowRanges
{
    /// <summary>Values below which one thread is as fast.</summary>
    private const int Worthwhile = 1 << 18;

    /// <summary>Begins work on rows in the background where it is worth a thread, and else does it at once.</summary>
    /// <param name="rows">Number of rows.</param>
    /// <param name="columns">Values in a row.</param>
    /// <param name="threads">Threads at most.</param>
    /// <param name="work">The work on all rows.</param>
    /// <returns>Ends with the work.</returns>
    internal static Task Begin(int rows, int columns, int threads, Action work)
    {
        if (threads > 1 && (long)rows * columns >= Worthwhile)
        {
            return Task.Run(work);
        }

        work();
        return Task.CompletedTask;
    }

    /// <summary>Calls <paramref name="body"/> for ranges of rows that cover all of them.</summary>
    /// <param name="rows">Number of rows.</param>
    /// <param name="columns">Values in a row.</param>
    /// <param name="threads">Threads at most.</param>
    /// <param name="body">Takes the first row of a range and the row after its last.</param>
    internal static void ForEach(int rows, int columns, int threads, Action<int, int> body)
    {
        var ranges = (int)Math.Min(8L * threads, 1 + ((long)rows * columns / Worthwhile));
        if (threads == 1 || ranges == 1)
        {
            body(0, rows);
            return;
        }

        Parallel.For(0, ranges, new ParallelOptions { MaxDegreeOfParallelism = threads }, range => body(Start(range), Start(range + 1)));

        int Start(int range) => (int)((long)rows * range / ranges);
    }
}
