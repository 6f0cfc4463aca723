using Counterpoise.Numerics;
using Counterpoise.Randomness;

namespace Counterpoise.Classifiers;

/// <summary>
/// Logistic regression with a ridge, binary or multinomial: minimises Σ w_i · (−log p_i(y_i)) + ridge/2 · ‖coefficients‖².
/// </summary>
/// <remarks>
/// Newton's method, O(n (C d)²) per step, or L-BFGS for many parameters. The minimum equals scikit-learn's (lbfgs, C = 1/ridge,
/// multinomial for more than two classes); features are not scaled here, so wrap it in <see cref="Standardized"/>. A class
/// without rows gets a probability near 0. Reference: Cox, "The regression analysis of binary sequences", JRSS B 1958,
/// doi:10.1111/j.2517-6161.1958.tb00292.x.
/// </remarks>
public sealed class LogisticRegression : IClassifier
{
    private readonly LogisticRegressionOptions _options;

    /// <summary>Creates the classifier.</summary>
    /// <param name="options">Options; null takes the defaults.</param>
    /// <exception cref="ArgumentException">Options are wrong.</exception>
    public LogisticRegression(LogisticRegressionOptions? options = null)
    {
        _options = options ?? new LogisticRegressionOptions();
        _options.Validate();
    }

    /// <inheritdoc/>
    public string Name => "logistic regression";

    /// <summary>Fits the model; <see cref="FittedLogisticRegression.Converged"/> says whether the minimum was reached.</summary>
    /// <param name="features">n × d finite numbers.</param>
    /// <param name="labels">n classes in [0, <paramref name="classCount"/>).</param>
    /// <param name="classCount">Number of classes, at least 2.</param>
    /// <param name="weights">n weights, at least 0, or empty for a weight of 1 each.</param>
    /// <param name="cancellationToken">Stops the fit.</param>
    /// <exception cref="ArgumentException">Shapes, classes, weights or features are wrong.</exception>
    public FittedLogisticRegression Fit(DenseMatrix features, ReadOnlySpan<int> labels, int classCount,
        ReadOnlySpan<double> weights = default,
        CancellationToken cancellationToken = default)
    {
        TrainingRows.Check(features, labels, classCount, weights);
        double[] w = weights.IsEmpty ? [.. Enumerable.Repeat(1.0, labels.Length)] : weights.ToArray();
        var objective = new LogisticObjective(features, labels.ToArray(), classCount, w, _options.Ridge);
        var tolerance = _options.Tolerance * w.Sum();
        var minimum = objective.Size <= _options.LargestNewton
            ? NewtonMinimizer.Run(objective, new double[objective.Size], tolerance, _options.MaxIterations, cancellationToken)
            : LimitedMemoryBfgs.Run(objective, new double[objective.Size], tolerance, _options.MaxIterations, cancellationToken);
        return new FittedLogisticRegression(classCount, features.Columns, minimum);
    }

    IFittedClassifier IClassifier.Fit(DenseMatrix features, ReadOnlySpan<int> labels, int classCount, ReadOnlySpan<double> weights,
        IRandomSource random, CancellationToken cancellationToken) =>
        Fit(features, labels, classCount, weights, cancellationToken);
}
