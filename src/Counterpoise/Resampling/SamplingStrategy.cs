namespace Counterpoise.Resampling;

/// <summary>Which classes are resampled, and to how many rows: the strategies of imbalanced-learn.</summary>
public sealed partial class SamplingStrategy
{
    private readonly string _name;
    private readonly double _ratio;
    private readonly IReadOnlyDictionary<int, int>? _counts;
    private readonly Func<IReadOnlyDictionary<int, int>, IReadOnlyDictionary<int, int>>? _function;
    private readonly int[]? _classes;

    private SamplingStrategy(
        string name,
        double ratio = double.NaN,
        IReadOnlyDictionary<int, int>? counts = null,
        Func<IReadOnlyDictionary<int, int>, IReadOnlyDictionary<int, int>>? function = null,
        int[]? classes = null) =>
        (_name, _ratio, _counts, _function, _classes) = (name, ratio, counts, function, classes);

    /// <summary>
    /// Over-sampling: all classes but the majority, up to its size. Under-sampling: all but the minority, down to its size.
    /// </summary>
    public static SamplingStrategy Auto { get; } = new("auto");

    /// <summary>Only the minority class; over-sampling only.</summary>
    public static SamplingStrategy Minority { get; } = new("minority");

    /// <summary>Only the majority class; under-sampling and cleaning only.</summary>
    public static SamplingStrategy Majority { get; } = new("majority");

    /// <summary>All classes but the minority.</summary>
    public static SamplingStrategy NotMinority { get; } = new("not minority");

    /// <summary>All classes but the majority.</summary>
    public static SamplingStrategy NotMajority { get; } = new("not majority");

    /// <summary>All classes.</summary>
    public static SamplingStrategy All { get; } = new("all");

    /// <summary>For two classes: minority rows over majority rows after resampling.</summary>
    /// <param name="ratio">Above 0, at most 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The ratio lies outside (0, 1].</exception>
    public static SamplingStrategy Ratio(double ratio) => ratio is > 0 and <= 1
        ? new SamplingStrategy("ratio", ratio)
        : throw new ArgumentOutOfRangeException(nameof(ratio), ratio, "a ratio is minority rows over majority rows, above 0 and at most 1");

    /// <summary>The rows that each named class shall have afterwards; classes that are not named stay as they are.</summary>
    /// <param name="counts">Rows per class.</param>
    public static SamplingStrategy Counts(IReadOnlyDictionary<int, int> counts)
    {
        ArgumentNullException.ThrowIfNull(counts);
        return new SamplingStrategy("counts", counts: counts);
    }

    /// <summary>A function from the class counts to the counts afterwards, as for <see cref="Counts"/>.</summary>
    /// <param name="function">Takes rows per class, returns wanted rows per class.</param>
    public static SamplingStrategy Function(Func<IReadOnlyDictionary<int, int>, IReadOnlyDictionary<int, int>> function)
    {
        ArgumentNullException.ThrowIfNull(function);
        return new SamplingStrategy("function", function: function);
    }

    /// <summary>The classes that a cleaning method may remove rows from.</summary>
    /// <param name="classes">Class labels.</param>
    public static SamplingStrategy Classes(params int[] classes)
    {
        ArgumentNullException.ThrowIfNull(classes);
        return new SamplingStrategy("classes", classes: classes);
    }

    /// <inheritdoc/>
    public override string ToString() => _name;
}
