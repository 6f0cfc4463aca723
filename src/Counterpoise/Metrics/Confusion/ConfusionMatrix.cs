using System.Text.Json.Serialization;

namespace Counterpoise.Metrics;

/// <summary>
/// Counts of (true class, predicted class) with the names of the classes. Where rows have weights, shares such as recall are of the
/// weights, and supports stay counts of rows.
/// </summary>
public sealed record ConfusionMatrix
{
    // Sums of squared weights by true and by predicted class: how many equal rows they stand for.
    private double[]? _rowSquares, _columnSquares;

    /// <summary>Creates a matrix from its counts.</summary>
    /// <param name="classNames">C names.</param>
    /// <param name="counts">C rows (true class) of C columns (predicted class), each at least 0.</param>
    /// <param name="weightSums">The same of the rows' weights, finite and at least 0; null where every row counts 1.</param>
    /// <exception cref="ArgumentException">A shape is not C by C, or a count or sum is negative.</exception>
    [JsonConstructor]
    public ConfusionMatrix(IReadOnlyList<string> classNames, IReadOnlyList<IReadOnlyList<long>> counts,
        IReadOnlyList<IReadOnlyList<double>>? weightSums = null)
    {
        ArgumentNullException.ThrowIfNull(classNames);
        ArgumentNullException.ThrowIfNull(counts);
        if (classNames.Count == 0 || counts.Count != classNames.Count || counts.Any(r => r.Count != classNames.Count))
            throw new ArgumentException(
                $"found {counts.Count} rows for {classNames.Count} class names; expected a square matrix with one row and one column per "
                + $"class", nameof(counts));
        if (counts.Any(r => r.Any(v => v < 0)))
            throw new ArgumentException("a count is negative; every count must be at least 0", nameof(counts));
        if (weightSums is not null && (weightSums.Count != counts.Count || weightSums.Any(r => r.Count != counts.Count)
            || weightSums.Any(r => r.Any(w => !(w >= 0 && double.IsFinite(w))))))
            throw new ArgumentException(
                $"the sums of weights must be {counts.Count} rows of {counts.Count} finite numbers of at least 0", nameof(weightSums));
        (ClassNames, Counts, WeightSums) = (classNames, counts, weightSums);
    }

    /// <summary>The C class names, in the order of rows and columns.</summary>
    public IReadOnlyList<string> ClassNames { get; }

    /// <summary>Counts[i][j]: rows of true class i that were predicted as j.</summary>
    public IReadOnlyList<IReadOnlyList<long>> Counts { get; }

    /// <summary>WeightSums[i][j]: weight of the rows of true class i that were predicted as j; null where every row counts 1.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<IReadOnlyList<double>>? WeightSums { get; }

    /// <summary>Number of classes, C.</summary>
    [JsonIgnore]
    public int ClassCount => ClassNames.Count;

    /// <summary>Number of rows counted.</summary>
    [JsonIgnore]
    public long Total => Counts.Sum(r => r.Sum());

    /// <summary>The classes with at least one row, of a weight above 0 where rows have weights.</summary>
    [JsonIgnore]
    public IEnumerable<int> PresentClasses => Enumerable.Range(0, ClassCount).Where(c => RowWeight(c) > 0);

    /// <summary>Counts labels against predictions. O(n + C²).</summary>
    /// <param name="labels">n true classes in [0, C).</param>
    /// <param name="predicted">n predicted classes in [0, C).</param>
    /// <param name="classNames">C names.</param>
    /// <param name="weights">n weights of the rows, finite and at least 0; empty where every row counts 1.</param>
    /// <exception cref="ArgumentException">The lengths differ, a class is outside [0, C), or a weight is wrong.</exception>
    public static ConfusionMatrix Of(ReadOnlySpan<int> labels, ReadOnlySpan<int> predicted, IReadOnlyList<string> classNames,
        ReadOnlySpan<double> weights = default)
    {
        ArgumentNullException.ThrowIfNull(classNames);
        if (labels.Length != predicted.Length)
            throw new ArgumentException(
                $"found {labels.Length} labels and {predicted.Length} predictions; expected one prediction per label", nameof(predicted));
        var classes = classNames.Count;
        var counts = Enumerable.Range(0, classes).Select(_ => new long[classes]).ToArray();
        for (var i = 0; i < labels.Length; i++)
        {
            if ((uint)labels[i] >= (uint)classes || (uint)predicted[i] >= (uint)classes)
                throw new ArgumentException(
                    $"row {i} has label {labels[i]} and prediction {predicted[i]}; expected both in [0, {classes})", nameof(labels));
            counts[labels[i]][predicted[i]]++;
        }

        return weights.IsEmpty ? new ConfusionMatrix(classNames, counts) : Weighted(labels, predicted, classNames, counts, weights);
    }

    private static ConfusionMatrix Weighted(ReadOnlySpan<int> labels, ReadOnlySpan<int> predicted, IReadOnlyList<string> classNames,
        long[][] counts, ReadOnlySpan<double> weights)
    {
        RowWeights.Check(weights, labels.Length);
        var sums = Array.ConvertAll(counts, row => new double[row.Length]);
        var (rows, columns) = (new double[counts.Length], new double[counts.Length]);
        for (var i = 0; i < labels.Length; i++)
        {
            var w = weights[i];
            sums[labels[i]][predicted[i]] += w;
            rows[labels[i]] += w * w;
            columns[predicted[i]] += w * w;
        }

        return new ConfusionMatrix(classNames, counts, sums) { _rowSquares = rows, _columnSquares = columns };
    }

    /// <summary>Rows of true class <paramref name="c"/>.</summary>
    /// <param name="c">A class in [0, C).</param>
    public long Support(int c) => Counts[c].Sum();

    /// <summary>Rows predicted as <paramref name="c"/>.</summary>
    /// <param name="c">A class in [0, C).</param>
    public long Predicted(int c) => Counts.Sum(r => r[c]);

    /// <summary>Recall (sensitivity): M_cc / row_c; NaN if the class has no row.</summary>
    /// <param name="c">A class in [0, C).</param>
    public double Recall(int c) => Ratio(Weight(c, c), RowWeight(c));

    /// <summary>Precision: M_cc / col_c; 0 if the class has rows but is never predicted, NaN if it has neither.</summary>
    /// <param name="c">A class in [0, C).</param>
    public double Precision(int c) => ColumnWeight(c) == 0 && RowWeight(c) > 0 ? 0 : Ratio(Weight(c, c), ColumnWeight(c));

    /// <summary>F1: 2 M_cc / (row_c + col_c); NaN if both are 0.</summary>
    /// <param name="c">A class in [0, C).</param>
    public double F1(int c) => Ratio(2 * Weight(c, c), RowWeight(c) + ColumnWeight(c));

    /// <summary>Specificity: the share of the other classes' rows that are not predicted as c; NaN if there are none.</summary>
    /// <param name="c">A class in [0, C).</param>
    public double Specificity(int c)
    {
        var (others, wrong) = (0.0, 0.0);
        for (var i = 0; i < ClassCount; i++)
        {
            if (i == c) continue;
            others += RowWeight(i);
            wrong += Weight(i, c);
        }

        return Ratio(others - wrong, others);
    }

    /// <summary>The rows of true class i predicted as j, by their weights.</summary>
    internal double Weight(int i, int j) => WeightSums is null ? Counts[i][j] : WeightSums[i][j];

    /// <summary>The rows of true class c, by their weights.</summary>
    internal double RowWeight(int c) => WeightSums is null ? Support(c) : WeightSums[c].Sum();

    /// <summary>The rows predicted as c, by their weights.</summary>
    internal double ColumnWeight(int c) => WeightSums is null ? Predicted(c) : WeightSums.Sum(r => r[c]);

    /// <summary>All rows, by their weights.</summary>
    internal double TotalWeight => WeightSums is null ? Total : WeightSums.Sum(r => r.Sum());

    /// <summary>How many rows of one weight say as much of true class c: (Σw)² / Σw².</summary>
    internal double EffectiveSupport(int c) => Effective(RowWeight(c), _rowSquares?[c], Support(c));

    /// <summary>How many rows of one weight say as much of those predicted as c: (Σw)² / Σw².</summary>
    internal double EffectivePredicted(int c) => Effective(ColumnWeight(c), _columnSquares?[c], Predicted(c));

    private static double Effective(double sum, double? squares, long rows) =>
        squares is null ? rows : squares > 0 ? sum * sum / squares.Value : 0;

    internal IEnumerable<double> OverClasses(Func<int, double> value, AbsentClassPolicy policy)
    {
        for (var c = 0; c < ClassCount; c++)
        {
            if (RowWeight(c) > 0)
                yield return value(c);
            else if (policy == AbsentClassPolicy.Zero)
                yield return 0;
            else if (policy == AbsentClassPolicy.Throw)
                throw new InvalidOperationException(
                    $"class '{ClassNames[c]}' has no row in the evaluated set; add rows of it or choose "
                    + $"{nameof(AbsentClassPolicy)}.{nameof(AbsentClassPolicy.Exclude)}");
        }
    }

    private static double Ratio(double part, double whole) => whole == 0 ? double.NaN : part / whole;
}
