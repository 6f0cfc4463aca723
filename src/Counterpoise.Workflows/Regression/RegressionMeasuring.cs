using Counterpoise.Tables;
using Counterpoise.Workflows.Events;

namespace Counterpoise.Workflows.Regression;

/// <summary>Profiles targets of regression, and measures files of predictions.</summary>
public static class RegressionMeasuring
{
    /// <summary>How a target is spread, and which values are rare.</summary>
    /// <param name="options">The table.</param>
    /// <param name="events">Told what people should know; null for nobody.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="InputException">The table or an option cannot be used.</exception>
    public static TargetProfile Profile(
        RegressionDataOptions options, IProgress<WorkflowEvent>? events = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        var (_, targets) = RegressionInput.Open(options, events, cancellationToken);
        return InputFault.InWords(() => TargetProfile.Of(targets, options));
    }

    /// <summary>Measures a column of predictions beside the target.</summary>
    /// <param name="options">The table of predictions.</param>
    /// <param name="predicted">The column of predictions.</param>
    /// <param name="replicates">Bootstrap draws of rows, at least 0; 0 makes no intervals.</param>
    /// <param name="confidence">Coverage of the intervals, between 0 and 1.</param>
    /// <param name="seed">Seed of the draws.</param>
    /// <param name="events">Told what people should know; null for nobody.</param>
    /// <param name="cancellationToken">Stops the reading and the draws.</param>
    /// <returns>The errors, and what is rare by the targets of the file itself, or by the control points given.</returns>
    /// <exception cref="InputException">The table or an option cannot be used.</exception>
    public static (RegressionMeasures Measures, TargetProfile Target) Evaluate(RegressionDataOptions options, string predicted,
        int replicates = 1000, double confidence = 0.95, ulong seed = 0, IProgress<WorkflowEvent>? events = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(predicted);
        var (columns, targets) = RegressionInput.Open(options, events, cancellationToken);
        if (columns.Columns.FirstOrDefault(c => c.Name == predicted) is not NumericColumn numbers)
            throw new InputException($"{options.Input} has no column of numbers '{predicted}'; give the column of predictions with "
                + $"--predicted, one of {string.Join(", ", columns.Columns.Where(c => c.Kind == ColumnKind.Numeric).Select(c => c.Name))}");
        if (numbers.MissingCount > 0)
            throw new InputException($"{options.Input}: '{predicted}' has no number in {numbers.MissingCount} rows; every row needs one");
        return InputFault.InWords(() => (
            RegressionMeasures.Of(targets, numbers.Values, TargetProfile.Relevance(targets, options), options.Threshold, replicates,
                confidence, seed, cancellationToken),
            TargetProfile.Of(targets, options)));
    }
}
