using Counterpoise.Statistics;

namespace Counterpoise.Metrics;

/// <summary>One number that judges a set of predictions. Implement it to add a metric of your own to evaluations and comparisons.</summary>
public interface IMetric
{
    /// <summary>The name in reports and files, in snake_case, such as <c>balanced_accuracy</c>.</summary>
    string Name { get; }

    /// <summary>What people read, such as <c>G-mean</c>. Default the name with spaces for its underscores.</summary>
    string Label => Name.Replace('_', ' ');

    /// <summary>The smallest value that the metric can take; null, the default, where there is none.</summary>
    double? Low => null;

    /// <summary>The largest value that the metric can take; null, the default, where there is none.</summary>
    double? High => null;

    /// <summary>True if a larger value is better.</summary>
    bool HigherIsBetter { get; }

    /// <summary>True if the metric reads probabilities and is skipped without them.</summary>
    bool NeedsProbabilities { get; }

    /// <summary>
    /// True if the value says nothing of the model where a class has no row, such as the G-mean of rows of one class; comparisons then
    /// leave it out, see <see cref="AbsentClassPolicy.Undefined"/>. Default false.
    /// </summary>
    bool NeedsEveryClass => false;

    /// <summary>Measures the predictions.</summary>
    /// <param name="predictions">At least one row.</param>
    /// <returns>The value, or NaN where the metric is undefined for these rows.</returns>
    double Measure(PredictionSet predictions);

    /// <summary>
    /// An interval that the metric knows of itself, such as a closed form that holds the truth more often than draws of the rows do.
    /// </summary>
    /// <param name="predictions">At least one row.</param>
    /// <param name="confidence">Nominal coverage in (0, 1).</param>
    /// <returns>The interval; null, the default, where draws of the rows (a bootstrap) give it.</returns>
    Interval? ComputeInterval(PredictionSet predictions, double confidence) => null;
}
