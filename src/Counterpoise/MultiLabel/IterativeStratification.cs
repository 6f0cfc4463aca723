using Counterpoise.Randomness;
using Counterpoise.Splits;

namespace Counterpoise.MultiLabel;

/// <summary>Folds in which every label, above all the rarest, is spread alike.</summary>
/// <remarks>
/// Again and again the label with the fewest rows left is taken, and each of its rows goes to the fold that still wants most of it, ties by
/// the fold that wants most rows, then at random; rows without labels fill up. Reference: Sechidis, Tsoumakas and Vlahavas, "On the
/// stratification of multi-label data", ECML PKDD 2011, doi:10.1007/978-3-642-23808-6_10.
/// </remarks>
public static class IterativeStratification
{
    /// <summary>Makes the folds.</summary>
    /// <param name="labels">The labels.</param>
    /// <param name="folds">Number of folds, at least 2 and at most the rows.</param>
    /// <param name="random">Source of the draws.</param>
    /// <exception cref="ArgumentException">There are fewer than 2 folds, or more than rows.</exception>
    public static IReadOnlyList<Split> Of(LabelSet labels, int folds, IRandomSource random)
    {
        ArgumentNullException.ThrowIfNull(labels);
        ArgumentNullException.ThrowIfNull(random);
        if (folds < 2 || folds > labels.Rows)
            throw new ArgumentException(
                $"found {folds} folds for {labels.Rows} rows; expected at least 2 and at most as many as rows", nameof(folds));
        var width = labels.Names.Count;
        var room = Enumerable.Repeat(labels.Rows / (double)folds, folds).ToArray();
        double[][] wanted = [.. Enumerable.Range(0, width).Select(l =>
            Enumerable.Repeat(labels.Codes(l).Sum() / (double)folds, folds).ToArray())];
        var fold = new int[labels.Rows];
        Array.Fill(fold, -1);
        int[] Left(int label) => [.. Enumerable.Range(0, labels.Rows).Where(i => fold[i] < 0 && labels[i, label])];
        while (Enumerable.Range(0, width).Select(l => (Label: l, Rows: Left(l))).Where(l => l.Rows.Length > 0)
            .OrderBy(l => l.Rows.Length).FirstOrDefault() is { Rows: not null } rarest)
        {
            random.Shuffle<int>(rarest.Rows);
            foreach (var row in rarest.Rows)
            {
                var chosen = Best(wanted[rarest.Label], room, random);
                fold[row] = chosen;
                room[chosen]--;
                for (var l = 0; l < width; l++)
                    if (labels[row, l]) wanted[l][chosen]--;
            }
        }

        foreach (var row in Enumerable.Range(0, labels.Rows).Where(i => fold[i] < 0))
        {
            fold[row] = Best(room, room, random);
            room[fold[row]]--;
        }

        int[] all = [.. Enumerable.Range(0, labels.Rows)];
        return [.. Enumerable.Range(0, folds)
            .Select(f => new Split { Train = [.. all.Where(i => fold[i] != f)], Test = [.. all.Where(i => fold[i] == f)] })];
    }

    private static int Best(double[] wanted, double[] room, IRandomSource random)
    {
        var most = wanted.Max();
        int[] first = [.. Enumerable.Range(0, wanted.Length).Where(f => wanted[f] == most)];
        var widest = first.Max(f => room[f]);
        int[] ties = [.. first.Where(f => room[f] == widest)];
        return ties.Length == 1 ? ties[0] : ties[(int)random.NextInteger(ties.Length)];
    }
}
