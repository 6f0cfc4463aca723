using System.Text.Json.Serialization;

namespace Counterpoise.Metrics;

/// <summary>Counts of (true class, predicted class) with the names of the classes.</summary>
public sealed record ConfusionMatrix
{
    /// <summary>Creates a matrix from its counts.</summary>
    /// <param name="classNames">C names.</param>
    /// <param name="counts">C rows (true class) of C columns (predicted class), each at least 0.</param>
    /// <exception cref="ArgumentException">The shape is not C by C, or a count is negative.</exception>
    [JsonConstructor]
    public ConfusionMatrix(IReadOnlyList<string> classNames, IReadOnlyList<IReadOnlyList<long>> counts)
    {
        ArgumentNullException.ThrowIfNull(classNames);
        ArgumentNullException.ThrowIfNull(counts);
        if (classNames.Count == 0 || counts.Count != classNames.Count || counts.Any(r => r.Count != classNames.Count))
            throw new ArgumentException(
                $"found {counts.Count} rows for {classNames.Count} class names; expected a square matrix with one row and one column per "
                + $"class", nameof(counts));
        if (counts.Any(r => r.Any(v => v < 0)))
            throw new ArgumentException("a count is negative; every count must be at least 0", nameof(counts));
        (ClassNames, Counts) = (classNames, counts);
    }

    /// <summary>The C class names, in the order of rows and columns.</summary>
    public IReadOnlyList<string> ClassNames { get; }

    /// <summary>Counts[i][j]: rows of true class i that were predicted as j.</summary>
    public IReadOnlyList<IReadOnlyList<long>> Counts { get; }

    /// <summary>Number of classes, C.</summary>
    [JsonIgnore]
    public int ClassCount => ClassNames.Count;

    /// <summary>Number of rows counted.</summary>
    [JsonIgnore]
    public long Total => Counts.Sum(r => r.Sum());

    /// <summary>The classes with at least one row.</summary>
    [JsonIgnore]
    public IEnumerable<int> PresentClasses => Enumerable.Range(0, ClassCount).Where(c => Support(c) > 0);

    /// <summary>Counts labels against predictions. O(n + C²).</summary>
    /// <param name="labels">n true classes in [0, C).</param>
    /// <param name="predicted">n predicted classes in [0, C).</param>
    /// <param name="classNames">C names.</param>
    /// <exception cref="ArgumentException">The lengths differ, or a class is outside [0, C).</exception>
    public static ConfusionMatrix Of(ReadOnlySpan<int> labels, ReadOnlySpan<int> predicted, IReadOnlyList<string> classNames)
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

        return new ConfusionMatrix(classNames, counts);
    }

    /// <summary>Rows of true class <paramref name="c"/>.</summary>
    /// <param name="c">A class in [0, C).</param>
    public long Support(int c) => Counts[c].Sum();

    /// <summary>Rows predicted as <paramref name="c"/>.</summary>
    /// <param name="c">A class in [0, C).</param>
    public long Predicted(int c) => Counts.Sum(r => r[c]);

    /// <summary>Recall (sensitivity): M_cc / row_c; NaN if the class has no row.</summary>
    /// <param name="c">A class in [0, C).</param>
    public double Recall(int c) => Ratio(Counts[c][c], Support(c));

    /// <summary>Precision: M_cc / col_c; 0 if the class has rows but is never predicted, NaN if it has neither.</summary>
    /// <param name="c">A class in [0, C).</param>
    public double Precision(int c) => Predicted(c) == 0 && Support(c) > 0 ? 0 : Ratio(Counts[c][c], Predicted(c));

    /// <summary>F1: 2 M_cc / (row_c + col_c); NaN if both are 0.</summary>
    /// <param name="c">A class in [0, C).</param>
    public double F1(int c) => Ratio(2 * Counts[c][c], Support(c) + Predicted(c));

    /// <summary>Specificity: the share of the other classes' rows that are not predicted as c; NaN if there are none.</summary>
    /// <param name="c">A class in [0, C).</param>
    public double Specificity(int c)
    {
        var others = Total - Support(c);
        return Ratio(others - (Predicted(c) - Counts[c][c]), others);
    }

    internal IEnumerable<double> OverClasses(Func<int, double> value, AbsentClassPolicy policy)
    {
        for (var c = 0; c < ClassCount; c++)
        {
            if (Support(c) > 0)
                yield return value(c);
            else if (policy == AbsentClassPolicy.Zero)
                yield return 0;
            else if (policy == AbsentClassPolicy.Throw)
                throw new InvalidOperationException(
                    $"class '{ClassNames[c]}' has no row in the evaluated set; add rows of it or choose "
                    + $"{nameof(AbsentClassPolicy)}.{nameof(AbsentClassPolicy.Exclude)}");
        }
    }

    private static double Ratio(long part, long whole) => whole == 0 ? double.NaN : (double)part / whole;
}
