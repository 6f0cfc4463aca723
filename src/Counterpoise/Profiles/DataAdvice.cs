using System.Globalization;
using Counterpoise.Messages;

namespace Counterpoise.Profiles;

/// <summary>
/// Turns a profile into advice: what to do and what not to do, each with its evidence. Thresholds are the constants here.
/// </summary>
public static class DataAdvice
{
    /// <summary>Below this ratio of largest to smallest class, imbalance itself needs no treatment.</summary>
    public const double MildRatio = 1.5;

    /// <summary>From this ratio on, AUROC looks good while most alarms are false, and average precision is read instead.</summary>
    public const double ExtremeRatio = 100;

    /// <summary>Neighbours of SMOTE by default; a class needs one row more.</summary>
    public const int SmoteNeighbors = 5;

    /// <summary>
    /// From this mean kDN of a class on, most of its rows' neighbours are of other classes and interpolation lands among them.
    /// </summary>
    public const double HeavyOverlap = 0.5;

    /// <summary>Up to this error of the nearest neighbour in every class, balance hardly matters.</summary>
    public const double Separable = 0.02;

    /// <summary>Above this share of a class in small disjuncts, interpolation bridges pieces that do not belong together.</summary>
    public const double Scattered = 0.25;

    /// <summary>Advises on a data set.</summary>
    /// <param name="profile">Class counts.</param>
    /// <param name="overlap">Overlap of the classes, if the features are numbers; null leaves its advice out.</param>
    /// <param name="suspects">Columns that name rows or give the class away; null leaves their advice out.</param>
    /// <returns>Advice in the order in which to read it.</returns>
    public static IReadOnlyList<Advice> Of(ClassProfile profile, OverlapProfile? overlap = null, IReadOnlyList<SuspectColumn>? suspects =
        null)
    {
        ArgumentNullException.ThrowIfNull(profile);
        return [.. (suspects ?? []).Select(OfColumn), .. OfCounts(profile, "row", interpolates: true), .. overlap is null ? []
            : OfOverlap(profile, overlap)];
    }

    /// <summary>Advises on the class counts of things that cannot be interpolated, such as images.</summary>
    /// <param name="profile">Class counts.</param>
    /// <param name="item">What one of them is called, such as image.</param>
    /// <returns>Advice in the order in which to read it.</returns>
    public static IReadOnlyList<Advice> OfItems(ClassProfile profile, string item)
    {
        ArgumentNullException.ThrowIfNull(profile);
        return [.. OfCounts(profile, item, interpolates: false)];
    }

    private static Advice OfColumn(SuspectColumn suspect) => suspect.Suspicion == ColumnSuspicion.NamesRows
        ? new Advice(AdviceKind.Do, $"leave column '{suspect.Column}' out: it tells rows apart and says nothing of rows to come",
            suspect.Evidence)
        : suspect.Suspicion == ColumnSuspicion.NamesSubjects
        ? new Advice(AdviceKind.Do, $"split by the groups of column '{suspect.Column}', so that no subject is learned from and tested on, "
            + $"and learn from other columns", suspect.Evidence)
        : new Advice(AdviceKind.DoNot, $"do not learn from column '{suspect.Column}' before you know that it is there when the model is "
            + $"asked: it gives the class away", suspect.Evidence);

    private static string Count(int count, string item) => Text($"{count} {item}{(count == 1 ? "" : "s")}");

    /// <summary>
    /// A share as a percentage with as many decimals as it takes, so that one that is not whole never reads as 0% or 100%.
    /// </summary>
    /// <param name="share">In [0, 1].</param>
    public static string Percent(double share)
    {
        for (var decimals = 1; decimals <= 8; decimals++)
        {
            var text = (100 * share).ToString($"F{decimals}", CultureInfo.InvariantCulture);
            if (share is 0 or 1 || !(text.TrimEnd('0') is "100." or "0."))
                return text + "%";
        }

        return share > 0.5 ? "nearly 100%" : "nearly 0%";
    }

    private static IEnumerable<Advice> OfCounts(ClassProfile p, string item, bool interpolates)
    {
        var ratio = p.Majority == p.Minority
            ? Text($"every class that has {item}s has {p.Classes.Max(c => c.Count)}")
            : Text($"{p.Majority} has "
                + $"{(p.ImbalanceRatio < MildRatio ? Text($"{p.ImbalanceRatio:0.##}") : Text($"{p.ImbalanceRatio:0.#}"))} {item}s for each "
                + $"of {p.Minority}");
        foreach (var c in p.AbsentClasses) yield return new Advice(AdviceKind.Do,
            $"collect {item}s of class '{c}' or drop it from the class list",
            Text($"'{c}' is named and has no {item}"));
        if (p.ImbalanceRatio < MildRatio)
        {
            yield return new Advice(AdviceKind.DoNot, "do not resample or re-weight: the classes are nearly balanced", ratio);
        }
        else
        {
            var share = p.Classes.Max(c => c.Share);
            yield return new Advice(AdviceKind.DoNot,
                "do not judge by accuracy: read the geometric mean, macro-F1 and each class's recall",
                Text($"always saying '{p.Majority}' is {Percent(share)} right"));
            yield return new Advice(AdviceKind.Do,
                $"try class weights and a threshold tuned on validation {item}s before "
                    + $"any{(interpolates ? " synthetic data" : "thing else")}: they "
                + $"are the controls to beat",
                ratio);
        }

        if (p.ImbalanceRatio >= ExtremeRatio)
            yield return new Advice(AdviceKind.Do,
                "compare models by average precision and recall at a precision you can live with, not by AUROC",
                ratio);
        foreach (var c in p.Classes.Where(c => interpolates && c.Count > 0 && c.Count <= SmoteNeighbors))
            yield return new Advice(AdviceKind.DoNot,
                $"do not oversample class '{c.Name}' by SMOTE with k={SmoteNeighbors}: use class weights or random over-sampling, or "
                    + $"collect rows",
                Text($"'{c.Name}' has {Count(c.Count, item)}, SMOTE with k={SmoteNeighbors} needs at least {SmoteNeighbors + 1}"));
        foreach (var c in p.Classes.Where(c => c.Tiny))
            yield return new Advice(AdviceKind.Do,
                $"repeat the split many times and report intervals for class '{c.Name}', or collect {item}s",
                Text($"'{c.Name}' has {Count(c.Count, item)}: with a fifth of them held out, one error moves its recall by "
                    + $"{1 / Math.Max(1.0, Math.Round(c.Count / 5.0)):0.00}"));
    }

    private static IEnumerable<Advice> OfOverlap(ClassProfile p, OverlapProfile o)
    {
        if (o.ConflictingRows > 0)
            yield return new Advice(AdviceKind.Do,
                "settle the labels of equal rows before anything else: no model can separate them",
                Text($"{o.ConflictingRows} rows stand with more than one label"));
        if (o.DuplicateRows > 0)
            yield return new Advice(AdviceKind.Do,
                "drop repeated rows or split by group: a copy in the test split is a leak",
                Text($"{o.DuplicateRows} rows repeat an earlier row"));
        // With no more rows than neighbours, a class cannot but be surrounded by others: its neighbourhood says nothing.
        var judged = p.Classes.Zip(o.Classes).Where(c => c.First.Count > SmoteNeighbors).ToArray();
        if (o.N3 <= Separable && judged.Length == p.Classes.Count && judged.All(c => c.Second.NearestNeighborError <= Separable))
            yield return new Advice(AdviceKind.DoNot,
                "do not resample: the classes hardly touch, and a plain model finds them",
                Text($"the nearest neighbour errs on {o.N3:0.0%} of the rows"));
        foreach (var (share, c) in judged.Where(c => c.First.RatioToLargest >= MildRatio))
        {
            if (c.MeanKdn >= HeavyOverlap)
                yield return new Advice(AdviceKind.DoNot,
                    $"do not interpolate class '{c.Name}' blindly: clean first (Tomek links, ENN) or use a method that checks where new "
                        + $"rows land",
                    Text($"{c.MeanKdn:0%} of the neighbours of its rows are of other classes"));
            if (c.SmallDisjunctRows > Scattered * share.Count)
                yield return new Advice(AdviceKind.DoNot,
                    $"do not interpolate across the pieces of class '{c.Name}': prefer weights, random over-sampling or a cluster-wise "
                        + $"method",
                    Text($"{c.SmallDisjunctRows} of its {share.Count} rows stand in {c.SmallDisjuncts} small pieces"));
        }
    }

    private static string Text(Message text) => text.ToString();
}
