using Counterpoise.Classifiers;
using Counterpoise.Randomness;
using Counterpoise.Resampling;
using Counterpoise.Tables;

namespace Counterpoise.Pipelines;

/// <summary>
/// Preparation, resampling and a classifier in the order that keeps evaluation honest: all three see the training rows only, and
/// <see cref="FittedPipeline.Evaluate"/> refuses a table that holds one of these rows.
/// </summary>
public sealed class ResamplingPipeline
{
    private readonly IResampler? _resampler;
    private readonly IClassifier _classifier;

    /// <summary>Creates a pipeline.</summary>
    /// <param name="resampler">
    /// What changes the training rows, or null for none. One that takes the table's categorical columns as such (<see cref="SmoteNc"/>,
    /// <see cref="SmoteN"/>) sees filled missing values, scaled numbers and categories; any other sees categories as columns of their own.
    /// </param>
    /// <param name="classifier">What learns from them.</param>
    /// <exception cref="ArgumentException">A threshold would be tuned on resampled rows.</exception>
    public ResamplingPipeline(IResampler? resampler, IClassifier classifier)
    {
        ArgumentNullException.ThrowIfNull(classifier);
        if (resampler is not null && classifier is ThresholdTuned)
            throw new ArgumentException(
                "a threshold tuned behind a resampler would be chosen on folds that hold the parents of its training rows: tune it "
                + "without resampling, or on validation rows with DecisionThreshold", nameof(classifier));
        (_resampler, _classifier) = (resampler, classifier);
    }

    /// <summary>Prepares, resamples and learns.</summary>
    /// <param name="training">Training rows with labels; weights are heeded, and a row that a resampler makes has the weight of the
    /// row it was made from.</param>
    /// <param name="resampling">Draws of the resampler.</param>
    /// <param name="learning">Draws of the classifier.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="ArgumentException">The rows do not fit the resampler or the classifier.</exception>
    public FittedPipeline Fit(Table training, IRandomSource resampling, IRandomSource learning,
        CancellationToken cancellationToken = default)
    {
        return Fit(PreparedRows.Of(_resampler, training, resampling, cancellationToken), learning, cancellationToken);
    }

    /// <summary>Learns from rows that are prepared and resampled already, so that several classifiers can share them.</summary>
    internal FittedPipeline Fit(PreparedRows rows, IRandomSource learning, CancellationToken cancellationToken)
    {
        var classes = rows.Training.RequireLabels().Classes;
        var model = _classifier.WithCategories(rows.Preparation.CategoryColumns)
            .Fit(rows.LearnedFeatures, rows.LearnedLabels, classes.Count, rows.LearnedWeights, learning, cancellationToken);
        var given = TrainingRows.WeightPerClass(rows.Labels, classes.Count, rows.Training.Weights);
        double[] learned = _classifier is ClassWeighted ? [.. given.Select(n => n > 0 ? 1.0 : 0)]
            : rows.Resampled is null ? given : TrainingRows.WeightPerClass(rows.LearnedLabels, classes.Count, rows.LearnedWeights);
        return new FittedPipeline(rows.Preparation, model, classes, rows.Seen, rows.Resampled, given, learned);
    }
}
