using Counterpoise.Classifiers;
using Counterpoise.Numerics;
using Counterpoise.Randomness;

namespace Counterpoise.Vision.Episodes;

/// <summary>Any classifier of the house, fitted to the supports alone.</summary>
/// <param name="name">The name in reports.</param>
/// <param name="learner">How it learns.</param>
public sealed class FewShotLearner(string name, IClassifier learner) : IFewShotMethod
{
    /// <inheritdoc/>
    public string Name => name;

    /// <summary>Logistic regression on normalised features: the baseline that readers of few-shot papers ask for first.</summary>
    /// <param name="ridge">Weight of the penalty, at least 0. Default 0.1, as normalised rows are short.</param>
    public static FewShotLearner Logistic(double ridge = 0.1) => new("logistic regression", new NormalizedLogistic(ridge));

    /// <summary>The nearest supports.</summary>
    /// <param name="neighbors">How many, at least 1. Default 1.</param>
    public static FewShotLearner Nearest(int neighbors = 1) => new("nearest neighbours", new KNearestNeighbors(new() { K = neighbors }));

    /// <inheritdoc/>
    public double[] Predict(DenseMatrix supports, int[] labels, int classCount, DenseMatrix queries)
    {
        var fitted = learner.Fit(supports, labels, classCount, default, new RandomStream(0, "few-shot"));
        using var disposable = fitted as IDisposable;
        return fitted.PredictProbabilities(queries);
    }

    private sealed class NormalizedLogistic(double ridge) : IClassifier
    {
        public string Name => "logistic regression";

        public IFittedClassifier Fit(DenseMatrix features, ReadOnlySpan<int> labels, int classCount, ReadOnlySpan<double> weights,
            IRandomSource random, CancellationToken cancellationToken = default) =>
            new Fitted(new LogisticRegression(new() { Ridge = ridge, Tolerance = 1e-6, MaxIterations = 200 })
                .Fit(FeatureRows.Normalize(features), labels, classCount, weights, cancellationToken));

        private sealed class Fitted(IFittedClassifier inner) : IFittedClassifier
        {
            public int ClassCount => inner.ClassCount;

            public double[] PredictProbabilities(DenseMatrix features) => inner.PredictProbabilities(FeatureRows.Normalize(features));
        }
    }
}
