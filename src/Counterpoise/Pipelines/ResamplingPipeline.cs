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
    /// <param name="resampler">What changes the training rows, or null for none.</param>
    /// <param name="classifier">What learns from them.</param>
    public ResamplingPipeline(IResampler? resampler, IClassifier classifier)
    {
        ArgumentNullException.ThrowIfNull(classifier);
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
        var resampled = _resampler?.Resample(features, codes, resampling, cancellationToken);
        var model = _classifier.Fit(resampled?.Features ?? features, resampled?.Labels ?? codes, labels.Classes.Count, training.Weights, learning, cancellationToken);
        return new FittedPipeline(preparation, model, labels.Classes, training.RowIds.ToArray(), resampled);
    }
}
