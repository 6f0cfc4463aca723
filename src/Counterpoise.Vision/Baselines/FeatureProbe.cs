using Counterpoise.Classifiers;
using Counterpoise.Metrics;
using Counterpoise.Randomness;
using Counterpoise.Vision.Experiments;

namespace Counterpoise.Vision.Baselines;

/// <summary>Logistic regression on frozen features, of two classes; the ridge is the one of the largest AUROC on validation.</summary>
public static class FeatureProbe
{
    // A ranking needs no more digits than a metric on some hundred images has.
    private const double Tolerance = 1e-4;

    /// <summary>Fits to the training images.</summary>
    /// <param name="splits">The images of two classes, split; there is a validation split.</param>
    /// <param name="inputs">The features, and the ridges to choose from.</param>
    /// <param name="cancellationToken">Stops the fits.</param>
    /// <returns>The probability of the second class for each validation and each test image.</returns>
    /// <exception cref="ArgumentException">There are other than two classes, or the split cannot be used.</exception>
    public static (double[] Validation, double[] Test) Run(ImageSplits splits, BaselineInputs inputs,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(splits);
        ArgumentNullException.ThrowIfNull(inputs);
        splits.Validate();
        if (splits.Dataset.ClassNames.Count != 2 || splits.Validation.Length == 0)
        {
            throw new ArgumentException(
                $"{splits.Dataset.Name} has {splits.Dataset.ClassNames.Count} classes and {splits.Validation.Length} validation images: "
                + $"two classes and some images are needed", nameof(splits));
        }

        int[] Labels(int[] rows) => [.. rows.Select(r => splits.Dataset.Labels[r])];
        double[] Scores(IFittedClassifier model, int[] rows)
        {
            var probabilities = model.PredictProbabilities(inputs.Get(BaselineInput.Features, rows, cancellationToken));
            return [.. Enumerable.Range(0, rows.Length).Select(i => probabilities[(2 * i) + 1])];
        }

        var (train, labels) = (inputs.Get(BaselineInput.Features, splits.Train, cancellationToken), Labels(splits.Train));
        var fits = inputs.Options.Ridges.Select(ridge =>
        {
            var learner = new Standardized(new LogisticRegression(
                new() { Ridge = ridge, Tolerance = Tolerance, MaxIterations = inputs.Options.MaxIterations }));
            var model = learner.Fit(train, labels, 2, default, new RandomStream(0, "baseline"), cancellationToken);
            return (Model: model, Validation: Scores(model, splits.Validation));
        }).ToArray();
        var watched = Labels(splits.Validation);
        var best = fits.MaxBy(fit => Auroc.Of(watched, fit.Validation));
        return (best.Validation, Scores(best.Model, splits.Test));
    }
}
