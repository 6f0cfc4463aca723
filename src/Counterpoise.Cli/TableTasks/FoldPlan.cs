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
    /// <summary>The splits: forward in time where the table has times, else stratified, and by group where it has groups.</summary>
    public IReadOnlyList<Split> Of(Table table)
    {
        var labels = table.RequireLabels();
        if (table.Time is { } times)
        {
            return table.Groups is not null ? throw new InputException("--time and --groups cannot be combined: a group that lives on would stand on both sides of a moment; choose one")
                : Repeats > 1 ? throw new InputException("--repeats draws folds anew, and --time leaves nothing to draw: choose one")
                : TimeSplit.Folds(labels.Codes, times, Folds, classNames: labels.Classes);
        }

        if (table.Groups is null)
            RequireRows(labels);
        IReadOnlyList<Split> Once(IRandomSource random) => table.Groups is { } groups
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
