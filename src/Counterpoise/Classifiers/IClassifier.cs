using Counterpoise.Numerics;
using Counterpoise.Randomness;

namespace Counterpoise.Classifiers;

/// <summary>
/// A way to learn a classifier. It holds options only, so one instance can be fitted to every fold without one fold's model
/// leaking into the next. Implement it to bring a model of your own to comparisons and to the advisor.
/// </summary>
public interface IClassifier
{
    /// <summary>The name in reports, such as <c>logistic regression</c>.</summary>
    string Name { get; }

    /// <summary>
    /// The learner for rows in which some columns together stand for one categorical column, one column of 0 and 1 a name. Most learners
    /// take them as they are, and this one itself is given back; trees make one column of codes of them.
    /// </summary>
    /// <param name="oneHot">Ranges of columns, from the start, in ascending order.</param>
    IClassifier WithCategories(IReadOnlyList<Range> oneHot) => this;

    /// <summary>Learns from rows.</summary>
    /// <param name="features">n × d finite numbers.</param>
    /// <param name="labels">n classes in [0, <paramref name="classCount"/>).</param>
    /// <param name="classCount">Number of classes, C, at least 2; a class may have no row.</param>
    /// <param name="weights">n weights, at least 0, or empty for a weight of 1 each.</param>
    /// <param name="random">Source of every random choice; models without one do not draw.</param>
    /// <param name="cancellationToken">Stops the fit.</param>
    /// <returns>The fitted model; dispose of it where it is an <see cref="IDisposable"/>.</returns>
    /// <exception cref="ArgumentException">Shapes, classes, weights or features are wrong.</exception>
    IFittedClassifier Fit(DenseMatrix features, ReadOnlySpan<int> labels, int classCount, ReadOnlySpan<double> weights,
        IRandomSource random, CancellationToken cancellationToken = default);
}
