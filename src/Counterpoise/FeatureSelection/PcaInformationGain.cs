using Counterpoise.Numerics;
using Counterpoise.Tables;

namespace Counterpoise.FeatureSelection;

/// <summary>
/// Selects columns by the mean of two scores: information gain about the class, IG_j = H(y) − H(y | bin(x_j)), and weight in the principal
/// components, P_j = Σ_{k ≤ K} r_k |v_jk| over the K components that explain 95% of the variance of the standardised columns.
/// </summary>
/// <remarks>
/// Both are brought to 0…1 over the columns and averaged; the columns with the highest scores are kept until they hold 95% of the sum. A
/// categorical column counts as it is, its columns of 0 and 1 share one P; a numeric column is cut into quantiles. Where all scores are
/// equal all columns are kept. Give it training rows alone. O(n d² + d³). How the two are joined is ours: Choudhury et al.,
/// arXiv:2606.22780, name the two parts only.
/// </remarks>
public static class PcaInformationGain
{
    private const double ManyDistinct = 0.9;

    /// <summary>Scores the columns of a table without missing values.</summary>
    /// <param name="training">Training rows with labels.</param>
    /// <param name="options">Options; null takes the defaults.</param>
    /// <returns>One score per column, in the order of the columns.</returns>
    /// <exception cref="ArgumentException">A value is missing, or options are wrong.</exception>
    public static IReadOnlyList<ColumnScore> Rank(Table training, PcaInformationGainOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(training);
        options ??= new PcaInformationGainOptions();
        options.Validate();
        if (training.Columns.FirstOrDefault(c => c.MissingCount > 0) is { } gaps)
        {
            throw new ArgumentException(
                $"column '{gaps.Name}' has {gaps.MissingCount} missing values; expected none: fill them with an imputer that was fitted "
                + $"on the training rows", nameof(training));
        }

        var labels = training.RequireLabels().Codes.ToArray();
        int[][] binned = [.. training.Columns.Select(c => Binned(c, options.Bins))];
        double[] gains = [.. binned.Select(b => InformationGain(labels, b))];
        var weights = ComponentWeights(training, options.VarianceShare);
        double[] scores = [.. Unit(gains).Zip(Unit(weights), (g, p) => (options.GainWeight * g) + ((1 - options.GainWeight) * p))];
        var kept = Kept(scores, options);
        return [.. training.Columns.Select((c, j) =>
            new ColumnScore(j, gains[j], Entropy(binned[j]) is var own and > 0 ? gains[j] / own : 0, weights[j], scores[j],
                kept.Contains(j), MayNameRows(c)))];
    }

    /// <summary>The table with the selected columns alone.</summary>
    /// <param name="table">Any rows of the columns that were scored.</param>
    /// <param name="scores">The scores.</param>
    public static Table Select(Table table, IReadOnlyList<ColumnScore> scores)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(scores);
        return table.Without([.. scores.Where(s => !s.IsKept).Select(s => table.Columns[s.Column].Name)]);
    }

    /// <summary>Entropy of codes in bits.</summary>
    /// <param name="codes">Any whole numbers.</param>
    public static double Entropy(ReadOnlySpan<int> codes)
    {
        var total = (double)codes.Length;
        return codes.ToArray().CountBy(c => c).Sum(c => -(c.Value / total) * Math.Log2(c.Value / total));
    }

    /// <summary>H(y) − H(y | x) in bits.</summary>
    /// <param name="labels">y.</param>
    /// <param name="codes">x, as many.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static double InformationGain(ReadOnlySpan<int> labels, ReadOnlySpan<int> codes)
    {
        if (labels.Length != codes.Length)
        {
            throw new ArgumentException($"found {labels.Length} labels and {codes.Length} codes; expected as many", nameof(codes));
        }

        var (y, x) = (labels.ToArray(), codes.ToArray());
        var conditional = Enumerable.Range(0, x.Length).GroupBy(i => x[i])
            .Sum(g => g.Count() / (double)x.Length * Entropy([.. g.Select(i => y[i])]));
        return Math.Max(0, Entropy(y) - conditional);
    }

    /// <summary>Explained shares of the components, how many reach a share, and what each column weighs in them.</summary>
    /// <param name="rows">n × d finite numbers; each column is standardised, a constant one left out with a weight of 0.</param>
    /// <param name="share">Share of the variance.</param>
    internal static (double[] Ratios, int Count, double[] Weights) Components(DenseMatrix rows, double share)
    {
        var scaled = new double[rows.Rows, rows.Columns];
        for (var j = 0; j < rows.Columns; j++)
        {
            var column = rows.Column(j);
            var mean = column.Average();
            var deviation = Math.Sqrt(column.Average(v => (v - mean) * (v - mean)));
            for (var i = 0; i < column.Length; i++)
            {
                scaled[i, j] = deviation > 1e-12 * Math.Max(1, Math.Abs(mean)) ? (column[i] - mean) / deviation : 0;
            }
        }

        var found = PrincipalComponents.Of(scaled, rows.Columns);
        var (count, sum) = (0, 0.0);
        while (count < rows.Columns && sum < share - 1e-12)
        {
            sum += found.ExplainedVarianceRatio[count++];
            if (sum == 0)
            {
                break;
            }
        }

        return (found.ExplainedVarianceRatio, count,
            [.. Enumerable.Range(0, rows.Columns).Select(j => Enumerable.Range(0, count)
                .Sum(k => found.ExplainedVarianceRatio[k] * Math.Abs(found.Directions[k, j])))]);
    }

    private static double[] ComponentWeights(Table table, double share)
    {
        var encoder = OneHotEncoder.Fit(table);
        var weights = Components(encoder.Apply(table).ToMatrix(), share).Weights;
        var at = 0;
        return [.. table.Columns.Select(c =>
        {
            var width = encoder.Width(c);
            at += width;
            return weights[(at - width)..at].Sum();
        })];
    }

    private static int[] Binned(Column column, int bins)
    {
        if (column is CategoricalColumn names)
        {
            return names.Codes.ToArray();
        }

        var values = ((NumericColumn)column).Values.ToArray();
        double[] sorted = [.. values.Order()];
        double[] cuts = [.. Enumerable.Range(1, bins - 1).Select(b =>
            sorted[(int)Math.Min(sorted.Length - 1, (long)b * sorted.Length / bins)]).Distinct()];
        return Array.ConvertAll(values, v => cuts.Count(cut => v >= cut));
    }

    private static double[] Unit(double[] values)
    {
        var (low, high) = (values.Min(), values.Max());
        return Array.ConvertAll(values, v => high > low ? (v - low) / (high - low) : 0);
    }

    private static HashSet<int> Kept(double[] scores, PcaInformationGainOptions options)
    {
        var total = scores.Sum();
        if (scores.All(s => s == scores[0]))
        {
            return [.. Enumerable.Range(0, scores.Length)];
        }

        var kept = new HashSet<int>();
        var sum = 0.0;
        foreach (var j in Enumerable.Range(0, scores.Length).OrderByDescending(j => scores[j]).ThenBy(j => j))
        {
            if (sum >= (options.ScoreShare * total) - 1e-12 && kept.Count >= options.FewestColumns)
            {
                break;
            }

            kept.Add(j);
            sum += scores[j];
        }

        return kept;
    }

    /// <summary>Names, or whole numbers, that are nearly all different.</summary>
    private static bool MayNameRows(Column column) => column switch
    {
        CategoricalColumn names => names.Codes.ToArray().Distinct().Count() > ManyDistinct * names.Count,
        NumericColumn numbers => numbers.Values.ToArray() is var v && v.All(x => x == Math.Floor(x))
            && v.Distinct().Count() > ManyDistinct * v.Length,
        _ => false,
    };
}
