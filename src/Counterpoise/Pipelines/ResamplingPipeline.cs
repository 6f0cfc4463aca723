using Counterpoise.Calibration;
using Counterpoise.Classifiers;
using Counterpoise.Numerics;
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
    /// <see cref="SmoteN"/>) sees filled gaps, scaled numbers and names; any other sees names as columns of their own.
    /// </param>
    /// <param name="classifier">What learns from them.</param>
    /// <exception cref="ArgumentException">A threshold would be tuned on resampled rows.</exception>
    public ResamplingPipeline(IResampler? resampler, IClassifier classifier)
    {
        ArgumentNullException.ThrowIfNull(classifier);
        if (resampler is not null && classifier is ThresholdTuned)
            throw new ArgumentException("a threshold tuned behind a resampler would be chosen on folds that hold the parents of its training rows: tune it without resampling, or on validation rows with DecisionThreshold", nameof(classifier));
        (_resampler, _classifier) = (resampler, classifier);
    }

    /// <summary>Prepares, resamples and learns.</summary>
    /// <param name="training">Training rows with labels; weights are heeded where no resampler stands in between.</param>
    /// <param name="resampling">Draws of the resampler.</param>
    /// <param name="learning">Draws of the classifier.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="ArgumentException">The rows do not fit the resampler or the classifier, or weights meet a resampler.</exception>
    public FittedPipeline Fit(Table training, IRandomSource resampling, IRandomSource learning, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(training);
        var labels = training.RequireLabels();
        if (_resampler is not null && training.Weights is not null)
            throw new ArgumentException("the table has weights, which resampled rows would not have: leave out the resampler or the weights", nameof(training));
        var preparation = FeaturePreparation.Fit(training);
        var features = preparation.Apply(training);
        var codes = labels.Codes.ToArray();
        var resampled = _resampler is null ? null : Resample(_resampler, preparation, training, features, codes, resampling, cancellationToken);
        var model = _classifier.WithCategories(preparation.CategoryColumns).Fit(resampled?.Features ?? features, resampled?.Labels ?? codes, labels.Classes.Count, training.Weights, learning, cancellationToken);
        var given = PriorCorrection.Counts(codes, labels.Classes.Count);
        double[] learned = _classifier is ClassWeighted ? [.. given.Select(n => n > 0 ? 1.0 : 0)]
            : resampled is null ? given : PriorCorrection.Counts(resampled.Labels, labels.Classes.Count);
        return new FittedPipeline(preparation, model, labels.Classes, new SeenRows(training, features), resampled, given, learned);
    }

    private static ResampleResult Resample(IResampler resampler, FeaturePreparation preparation, Table training, DenseMatrix features, int[] codes, IRandomSource resampling, CancellationToken cancellationToken)
    {
        var scaled = preparation.Scale(training);
        var classes = training.RequireLabels().Classes;
        if (!TableResampling.SeesCategories(resampler, scaled))
            return TableWords.Run(() => resampler.Resample(features, codes, resampling, cancellationToken), classes, preparation.ColumnNames);
        var result = TableWords.Run(() => TableResampling.For(resampler, scaled).Resample(scaled.ToCodedMatrix(), codes, resampling, cancellationToken), classes, [.. scaled.Columns.Select(c => c.Name)]);
        return result.With(preparation.Encode(scaled.FromCodedMatrix(result.Features)));
    }
}
