using Counterpoise.Experiments;
using Counterpoise.Randomness;
using Counterpoise.Splits;
using Counterpoise.Tables;

namespace Counterpoise.Cli.TableTasks;

/// <summary>How a table without official folds is split.</summary>
/// <param name="Folds">Folds of one repeat.</param>
/// <param name="Repeats">How often the folds are drawn anew.</param>
/// <param name="Seed">Seed of the draws.</param>
internal sealed record FoldPlan(int Folds, int Repeats, ulong Seed)
{
    /// <summary>Time before a test window from which nothing is learned, in the unit of the column of time, seconds for dates.</summary>
    public double Gap { get; init; }

    /// <summary>Whether rows of equal features are kept in one fold.</summary>
    public bool TogetherIfEqual { get; init; }

    /// <summary>The splits: forward in time where the table has times, else stratified, and by group where it has groups.</summary>
    public IReadOnlyList<Split> Of(Table table)
    {
        var labels = table.RequireLabels();
        if (table.Time is { } times)
        {
            return table.Groups is not null ? throw new InputException("--time and --groups cannot be combined: a group that lives on would stand on both sides of a moment; choose one")
                : Repeats > 1 ? throw new InputException("--repeats draws folds anew, and --time leaves nothing to draw: choose one")
                : TogetherIfEqual ? throw new InputException("--equal-rows and --time cannot be combined: a row that comes again later is what a model meets there; choose one")
                : TimeSplit.Folds(labels.Codes, times, Folds, classNames: labels.Classes, timeGap: Gap);
        }

        if (Gap > 0)
            throw new InputException("--gap leaves out the time before each test window, and no column of time is named: give --time, or leave --gap out");
        var kept = TogetherIfEqual ? RepeatedRows.Groups(table) : table.Groups;
        if (kept is null)
            RequireRows(labels);
        else if (kept.Codes.ToArray().Distinct().Count() is var count && count < Folds)
            throw new InputException($"there are {count} {(TogetherIfEqual ? "different rows" : $"groups in '{kept.Name}'")}, and {Folds} folds need at least {Folds}: lower --folds");
        IReadOnlyList<Split> Once(IRandomSource random) => kept is { } groups
            ? StratifiedGroupKFold.Of(labels.Codes, groups.Codes, Folds, random, classNames: labels.Classes)
            : StratifiedKFold.Of(labels.Codes, Folds, random, classNames: labels.Classes);
        return Repeats switch
        {
            < 1 => throw new InputException($"--repeats is {Repeats}; expected at least 1"),
            1 => Once(new RandomStream(Seed, "split")),
            _ => RepeatedFolds.Of(Repeats, Seed, Once),
        };
    }

    private void RequireRows(Labels labels)
    {
        var counts = labels.ClassCounts();
        var rarest = Enumerable.Range(0, counts.Length).Where(c => counts[c] > 0).MinBy(c => counts[c]);
        if (counts[rarest] < Folds)
            throw new InputException($"class '{labels.Classes[rarest]}' has {counts[rarest]} {(counts[rarest] == 1 ? "row" : "rows")}, {Folds} folds need at least {Folds}: {(counts[rarest] > 1 ? $"give --folds {counts[rarest]}" : "no number of folds parts it, so drop the class or collect rows")}, or leave the file out");
    }
}
