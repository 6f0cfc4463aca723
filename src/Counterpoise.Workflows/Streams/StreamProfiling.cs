using System.Globalization;
using Counterpoise.Statistics;
using Counterpoise.Tables;
using Counterpoise.Workflows.Events;

namespace Counterpoise.Workflows.Streams;

/// <summary>
/// Profiles a stream over time: how frequent each class is in each window, which columns have left the first window's distribution, and
/// whether classes come in runs.
/// </summary>
/// <remarks>
/// Columns by the two-sample Kolmogorov–Smirnov test, names by χ²; within a window after Benjamini and Hochberg, over windows at .05
/// divided by their number, so that a stream without a change has a false finding in about one of twenty profiles.
/// </remarks>
public static class StreamProfiling
{
    private const double Level = .05;

    // A share of repeated classes that is this much above chance is a run and no accident in some hundred rows.
    private const double MuchRepeated = .1;

    /// <summary>Reads and profiles.</summary>
    /// <param name="options">Which stream.</param>
    /// <param name="events">Told what people should know; null for nobody.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    /// <exception cref="InputException">The table cannot be used as a stream.</exception>
    public static StreamProfile Run(StreamDataOptions options, IProgress<WorkflowEvent>? events = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        var rows = StreamRows.Open(options, 2, events, cancellationToken);
        var labels = rows.RequireLabels();
        var windows = StreamRows.Windows(rows.RowCount, options.Window);
        var first = StreamRows.Part(rows, windows[0].Start, windows[0].Count);
        var level = Level / (windows.Count - 1);
        var parts = new List<StreamPart>();
        foreach (var (i, (start, count)) in windows.Index())
        {
            cancellationToken.ThrowIfCancellationRequested();
            var part = StreamRows.Part(rows, start, count);
            var counts = part.RequireLabels().ClassCounts();
            parts.Add(new StreamPart(i + 1, start, counts, Repeats(labels, Math.Max(1, start), start + count), i == 0 ? null
                : Chi(first.RequireLabels().ClassCounts(), counts), i == 0 ? [] : Different(first, part, level)));
        }

        double[] shares = [.. labels.ClassCounts().Select(n => n / (double)labels.Count)];
        var profile = new StreamProfile(options.Path, rows.RowCount, [.. labels.Classes], labels.MinorityClass(), parts,
            Repeats(labels, 1, labels.Count), shares.Sum(s => s * s), []);
        return profile with { Advice = [.. Advise(profile, level)] };
    }

    private static double Repeats(Labels labels, int from, int to) =>
        Enumerable.Range(from, to - from).Count(i => labels[i] == labels[i - 1]) / (double)Math.Max(1, to - from);

    private static double Chi(int[] a, int[] b) => ChiSquared.Test([.. a.Select(n => (long)n)], [.. b.Select(n => (long)n)]).PValue;

    private static string[] Different(Table first, Table part, double level)
    {
        var found = first.Columns.Zip(part.Columns).Select(pair => (pair.First.Name, P: Compare(pair.First, pair.Second)))
            .Where(c => !double.IsNaN(c.P)).ToArray();
        var adjusted = BenjaminiHochberg.Adjust([.. found.Select(c => c.P)]);
        return [.. found.Zip(adjusted).Where(c => c.Second <= level).OrderBy(c => c.Second).Select(c => c.First.Name)];
    }

    /// <summary>The p-value of one column; NaN where there is too little to compare.</summary>
    private static double Compare(Column a, Column b)
    {
        if (a is NumericColumn x && b is NumericColumn y)
        {
            double[] own = [.. x.Values.ToArray().Where(double.IsFinite)], other = [.. y.Values.ToArray().Where(double.IsFinite)];
            return own.Length < 5 || other.Length < 5 ? double.NaN : KolmogorovSmirnov.Test(own, other).PValue;
        }

        if (a is not CategoricalColumn names || b is not CategoricalColumn others)
            return double.NaN;
        var (left, right) = (Counts(names), Counts(others));
        return left.Sum() == 0 || right.Sum() == 0 ? double.NaN : Chi(left, right);
    }

    private static int[] Counts(CategoricalColumn column)
    {
        var counts = new int[column.Categories.Count];
        foreach (var code in column.Codes)
        {
            if (code >= 0)
                counts[code]++;
        }

        return counts;
    }

    private static IEnumerable<string> Advise(StreamProfile profile, double level)
    {
        var minority = profile.Classes[profile.Minority];
        double[] shares = [.. profile.Windows.Select(w => w.Counts[profile.Minority] / (double)w.Counts.Sum())];
        if (profile.Windows.Count(w => w.ClassShift <= level) is > 0 and var shifted)
            yield return string.Create(CultureInfo.InvariantCulture,
                $"The classes are not as frequent as in the first window in {shifted} of {profile.Windows.Count - 1} windows ('{minority}' "
                + $"{shares.Min():P1} to {shares.Max():P1}): a threshold of the first is wrong in the last. Compare threshold and "
                + $"post-hoc-la, which follow the shares of late.");
        if (profile.Windows.Count(w => w.Counts[profile.Minority] < 10) is > 0 and var few)
            yield return string.Create(CultureInfo.InvariantCulture,
                $"{few} of {profile.Windows.Count} windows have fewer than 10 rows of '{minority}': its recall there is hardly known; take "
                + $"a larger window.");
        if (profile.Repeats - profile.ExpectedRepeats > MuchRepeated)
            yield return string.Create(CultureInfo.InvariantCulture,
                $"A row has the class of the row before it in {profile.Repeats:P0} of cases, {profile.ExpectedRepeats:P0} by chance: a "
                + $"classifier must beat last-class, which looks at nothing else, and a random split would be too kind.");
        if (profile.Windows.Skip(1).Count(w => w.Columns.Count > 0) is > 0 and var moved)
            yield return $"{moved} of {profile.Windows.Count - 1} windows have columns that have left the first window, "
                + $"{string.Join(", ", profile.Windows.SelectMany(w => w.Columns).CountBy(c => c).OrderByDescending(c => c.Value).Take(5)
                    .Select(c => $"'{c.Key}' in {c.Value}"))}: a model of the first may not hold; leave out ids and times, learn online, "
                + "or watch it.";
    }
}
