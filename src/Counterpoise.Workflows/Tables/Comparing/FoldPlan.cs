using Counterpoise.Experiments;
using Counterpoise.Messages;
using Counterpoise.Randomness;
using Counterpoise.Splits;
using Counterpoise.Tables;

namespace Counterpoise.Workflows.Tables;

/// <summary>How a table without official folds is split.</summary>
/// <param name="Folds">Folds of one repeat.</param>
/// <param name="Repeats">How often the folds are drawn anew.</param>
/// <param name="Seed">Seed of the draws.</param>
public sealed record FoldPlan(int Folds, int Repeats, ulong Seed)
{
    /// <summary>Time before a test window from which nothing is learned, in the unit of the column of time, seconds for dates.</summary>
    public double Gap { get; init; }

    /// <summary>Whether the gap is given in days, hours and the like, which dates have and numbers have not.</summary>
    public bool GapHasUnit { get; init; }

    /// <summary>Whether rows of equal features are kept in one fold.</summary>
    public bool TogetherIfEqual { get; init; }

    /// <summary>The splits: forward in time where the table has times, else stratified, and by group where it has groups.</summary>
    internal IReadOnlyList<Split> Of(Table table)
    {
        try
        {
            return Drawn(table);
        }
        catch (DataMismatchException fault)
        {
            throw new InputException(InputFault.Text(fault).WithOptions());
        }
    }

    private IReadOnlyList<Split> Drawn(Table table)
    {
        var labels = table.RequireLabels();
        if (table.Time is { } times)
        {
            // Dates are seconds since 1970: numbers this small are none.
            if (Gap > 0 && GapHasUnit && times.All(t => Math.Abs(t) < 1e8))
                throw new InputException(
                    "--gap has a unit of time, and the column of --time holds numbers: give the gap as a number in the unit of the column");
            return table.Groups is not null ? throw new InputException(
                "--time and --groups cannot be combined: a group that lives on would stand on both sides of a moment; choose one")
                : Repeats > 1 ? throw new InputException("--repeats draws folds anew, and --time leaves nothing to draw: choose one")
                : TogetherIfEqual ? throw new InputException(
                    "--equal-rows and --time cannot be combined: a row that comes again later is what a model meets there; choose one")
                : TimeSplit.Folds(labels.Codes, times, Folds, classNames: labels.Classes, timeGap: Gap);
        }

        if (Gap > 0)
            throw new InputException(
                "--gap leaves out the time before each test window, and no column of time is named: give --time, or leave --gap out");
        var kept = TogetherIfEqual ? RepeatedRows.Groups(table) : table.Groups;
        if (kept is null)
            RequireRows(labels);
        else if (kept.Codes.ToArray().Distinct().Count() is var count && count < Folds)
            throw new InputException(
                $"there are {count} {(TogetherIfEqual ? "different rows" : $"groups in '{kept.Name}'")}, and {Folds} folds need at least "
                + $"{Folds}: lower --folds");
        IReadOnlyList<Split> Once(IRandomSource random) => kept is { } groups
            ? StratifiedGroupKFold.Of(labels.Codes, groups.Codes, Folds, random, classNames: labels.Classes)
            : StratifiedKFold.Of(labels.Codes, Folds, random, classNames: labels.Classes);
        var splits = Repeats switch
        {
            < 1 => throw new InputException($"--repeats is {Repeats}; expected at least 1"),
            1 => Once(new RandomStream(Seed, "split")),
            _ => RepeatedFolds.Of(Repeats, Seed, Once),
        };
        RequireTestable(table, labels, splits);
        return splits;
    }

    /// <summary>Refuses folds of which none tests every class: no metric of rare classes would have a value.</summary>
    private static void RequireTestable(Table table, Labels labels, IReadOnlyList<Split> splits)
    {
        int[] present = [.. Enumerable.Range(0, labels.Classes.Count).Where(c => labels.Codes.Contains(c))];
        if (table.Groups is not { } groups || splits.Any(s => present.All(c => s.Test.Any(i => labels[i] == c))))
            return;
        int GroupsOf(int c) => Enumerable.Range(0, labels.Count).Where(i => labels[i] == c).Select(i => groups[i]).Distinct().Count();
        var rarest = present.MinBy(GroupsOf);
        var (what, count) = (present.Length == 2 ? "both classes" : "every class", GroupsOf(rarest));
        var remedy = count > 1 ? $"so at most {count} folds can test it: give --folds {count}"
            : "which cannot both train and test: choose other groups, or collect rows";
        throw new InputException(
            $"no test split holds {what}: class '{labels.Classes[rarest]}' has {count} {(count == 1 ? "group" : "groups")}, {remedy}");
    }

    private void RequireRows(Labels labels)
    {
        var counts = labels.ClassCounts();
        var rarest = Enumerable.Range(0, counts.Length).Where(c => counts[c] > 0).MinBy(c => counts[c]);
        if (counts[rarest] < Folds)
            throw new InputException(
                $"class '{labels.Classes[rarest]}' has {counts[rarest]} {(counts[rarest] == 1 ? "row" : "rows")}, {Folds} folds need at "
                + $"least {Folds}: "
                + $"{(counts[rarest] > 1 ? $"give --folds {counts[rarest]}" : "no number of folds divides it, so drop the class or collect "
                    + "rows")}, or leave the file out");
    }
}
