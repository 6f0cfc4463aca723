using Counterpoise.Randomness;
using Counterpoise.Splits;
using Counterpoise.Tables;

namespace Counterpoise.ImbalancedRegression;

/// <summary>
/// Folds in which targets are spread alike: rows are ordered by target, and every run of as many rows as there are folds is dealt out at
/// random. Groups stay together, and times go forward, where the table has them.
/// </summary>
internal static class RegressionFolds
{
    private const int Strata = 10;

    public static IReadOnlyList<Split> Of(Table table, double[] targets, int folds, int repeats, ulong seed)
    {
        if (table.RowCount < 2 * folds)
            throw new ArgumentException($"found {table.RowCount} rows for {folds} folds; expected at least {2 * folds}", nameof(table));
        if (table.Time is { } times)
            return TimeSplit.Folds(new int[targets.Length], times, folds);
        return [.. Enumerable.Range(0, repeats).SelectMany(repeat =>
        {
            var random = new RandomStream(seed, "split", (ulong)repeat);
            return table.Groups is { } groups
                ? StratifiedGroupKFold.Of(ByTarget(targets), groups.Codes, folds, random)
                : Dealt(targets, folds, random);
        })];
    }

    private static int[] Order(double[] targets) => [.. Enumerable.Range(0, targets.Length).OrderBy(i => targets[i]).ThenBy(i => i)];

    private static int[] ByTarget(double[] targets)
    {
        var strata = new int[targets.Length];
        foreach (var (rank, row) in Order(targets).Index()) strata[row] = (int)((long)rank * Strata / targets.Length);
        return strata;
    }

    /// <summary>Folds of rows alone.</summary>
    public static IEnumerable<Split> Dealt(double[] targets, int folds, IRandomSource random)
    {
        var fold = new int[targets.Length];
        foreach (var run in Order(targets).Chunk(folds))
        {
            var places = random.Permutation(folds);
            foreach (var (i, row) in run.Index()) fold[row] = places[i];
        }

        int[] all = [.. Enumerable.Range(0, targets.Length)];
        return Enumerable.Range(0, folds)
            .Select(f => new Split { Train = [.. all.Where(i => fold[i] != f)], Test = [.. all.Where(i => fold[i] == f)] });
    }
}
