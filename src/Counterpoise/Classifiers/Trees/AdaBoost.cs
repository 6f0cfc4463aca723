using Counterpoise.Numerics;
using Counterpoise.Randomness;

namespace Counterpoise.Classifiers;

/// <summary>
/// Adaptive boosting of probabilities (SAMME.R): each member learns from rows weighted by how far the members before it were wrong, and the
/// members vote with (C − 1)(log p_c − mean log p).
/// </summary>
/// <remarks>
/// A row's weight is multiplied by exp(−r (C − 1) / C · Σ_c y_c log p_c) with y_c = 1 for its own class and −1 / (C − 1) for the others.
/// Probabilities are the softmax of the mean vote over C − 1. Equals scikit-learn 1.2's AdaBoostClassifier with the same members.
/// Reference: Zhu, Zou, Rosset and Hastie, "Multi-class AdaBoost", Statistics and Its Interface 2009, doi:10.4310/SII.2009.v2.n3.a8.
/// </remarks>
public sealed class AdaBoost : IClassifier
{
    private readonly AdaBoostOptions _options;
    private readonly IClassifier _inner;

    /// <summary>Creates the classifier.</summary>
    /// <param name="options">Options; null takes the defaults.</param>
    /// <param name="inner">The members; they must heed weights; null takes stumps.</param>
    /// <exception cref="ArgumentException">Options are wrong.</exception>
    public AdaBoost(AdaBoostOptions? options = null, IClassifier? inner = null)
    {
        (_options, _inner) = (options ?? new AdaBoostOptions(), inner ?? new DecisionTree(new DecisionTreeOptions { MaxDepth = 1 }));
        _options.Validate();
    }

    /// <inheritdoc/>
    public string Name => $"AdaBoost of {_options.Members} × {_inner.Name}";

    /// <inheritdoc/>
    public IClassifier WithCategories(IReadOnlyList<Range> oneHot) => new AdaBoost(_options, _inner.WithCategories(oneHot));

    /// <inheritdoc/>
    public IFittedClassifier Fit(DenseMatrix features, ReadOnlySpan<int> labels, int classCount, ReadOnlySpan<double> weights,
        IRandomSource random, CancellationToken cancellationToken = default) =>
        Fit(features, labels, classCount, weights, random, null, cancellationToken);

    /// <summary>Fits with the rows of each member chosen by the caller; members are judged on all rows.</summary>
    internal FittedAdaBoost Fit(DenseMatrix features, ReadOnlySpan<int> labels, int classCount, ReadOnlySpan<double> weights,
        IRandomSource random, Func<int[]>? chosen, CancellationToken cancellationToken)
    {
        TrainingRows.Check(features, labels, classCount, weights);
        var y = labels.ToArray();
        double[] w = weights.IsEmpty ? [.. Enumerable.Repeat(1.0, y.Length)] : weights.ToArray();
        var members = new List<IFittedClassifier>();
        for (var m = 0; m < _options.Members; m++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Normalize(w);
            members.Add(Member(features, y, classCount, w, random, chosen?.Invoke(), cancellationToken));
            var p = members[^1].PredictProbabilities(features);
            if (Reweigh(w, y, p, classCount) <= 0) break;
        }

        return new FittedAdaBoost([.. members], classCount, features.Columns);
    }

    private IFittedClassifier Member(DenseMatrix features, int[] y, int classCount, double[] w, IRandomSource random, int[]? rows,
        CancellationToken cancellationToken) => rows is null
        ? _inner.Fit(features, y, classCount, w, random, cancellationToken)
        : _inner.Fit(features.SelectRows(rows), Array.ConvertAll(rows, i => y[i]), classCount, Array.ConvertAll(rows, i => w[i]), random,
            cancellationToken);

    private static void Normalize(double[] w)
    {
        var sum = w.Sum();
        // A row that every member gets right must not fall to a weight of 0, which would take it out for good.
        for (var i = 0; i < w.Length; i++)
            if (w[i] > 0) w[i] = Math.Max(w[i] / sum, FittedAdaBoost.Floor);
    }

    /// <summary>Multiplies the weights by how wrong the member is; gives back its weighted error.</summary>
    private double Reweigh(double[] w, int[] y, double[] p, int classCount)
    {
        var error = 0.0;
        for (var i = 0; i < y.Length; i++)
        {
            var row = p.AsSpan(i * classCount, classCount);
            var (best, agreement) = (0, 0.0);
            for (var c = 0; c < classCount; c++)
            {
                if (row[c] > row[best]) best = c;
                agreement += (c == y[i] ? 1 : -1.0 / (classCount - 1)) * Math.Log(Math.Max(row[c], FittedAdaBoost.Floor));
            }

            if (best != y[i]) error += w[i];
            if (w[i] > 0) w[i] *= Math.Exp(-_options.LearningRate * (classCount - 1) / classCount * agreement);
        }

        return error;
    }
}
