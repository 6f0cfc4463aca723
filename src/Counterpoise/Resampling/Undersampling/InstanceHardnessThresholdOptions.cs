using Counterpoise.Classifiers;
using Counterpoise.Options;

namespace Counterpoise.Resampling;

/// <summary>Options of <see cref="InstanceHardnessThreshold"/>.</summary>
public sealed record InstanceHardnessThresholdOptions
{
    /// <summary>Which classes shrink, and to about what size; default all but the minority, down to its size.</summary>
    public SamplingStrategy Strategy { get; init; } = SamplingStrategy.Auto;

    /// <summary>
    /// The model that judges how hard a row is; default five nearest neighbours. imbalanced-learn's default is a random forest.
    /// </summary>
    public IClassifier Classifier { get; init; } = new KNearestNeighbors();

    /// <summary>Folds of the cross-validation; at least 2, default 5.</summary>
    public int Folds { get; init; } = 5;

    /// <summary>Checks every value.</summary>
    /// <exception cref="ArgumentException">A value lies outside its range.</exception>
    public void Validate() => new OptionsCheck(nameof(InstanceHardnessThresholdOptions)).AtLeast(Folds, 2, nameof(Folds)).ThrowIfAny();
}
