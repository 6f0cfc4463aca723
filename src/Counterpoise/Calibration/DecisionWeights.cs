using Counterpoise.Metrics;

namespace Counterpoise.Calibration;

/// <summary>
/// A decision for any number of classes: a row is given to the class with the largest weight times probability. With two classes it is a
/// threshold, p₁ ≥ w₀ / (w₀ + w₁); with more it is the threshold's counterpart. To be tuned on rows that the model has not seen, and that
/// no result is told on.
/// </summary>
/// <param name="Weights">One weight per class, at least 0; only their ratios matter. All equal is the most probable class.</param>
/// <remarks>
/// Tuned by coordinate ascent from the inverse class priors: for each class in turn all rows are sorted by the weight at which they would
/// change to it, and the best of these places is kept, until a round gains nothing. With two classes one pass is the best threshold.
/// O(rounds · C · (n log n + m · C²)) with m places that are tried. Reference of the several-class form: Lachiche and Flach, "Improving
/// accuracy and cost of two-class and multi-class probabilistic classifiers using ROC curves", ICML 2003.
/// </remarks>
public sealed record DecisionWeights(IReadOnlyList<double> Weights)
{
    /// <summary>Places that are tried per class and round; more are thinned evenly over the rows of the class.</summary>
    private const int MostPlaces = 256;

    private const int MostRounds = 8;

    /// <summary>Tunes the weights for a metric.</summary>
    /// <param name="labels">n classes in [0, C).</param>
    /// <param name="probabilities">Row-major n × C, of a model that has not seen these rows.</param>
    /// <param name="classCount">C, at least 2.</param>
    /// <param name="metric">What is to be as large as possible, of the counts of (true, predicted).</param>
    /// <param name="rowWeights">n weights of the rows, finite, at least 0 and not all 0; empty where every row counts 1.</param>
    /// <exception cref="ArgumentException">The lengths do not fit, there are fewer than 2 classes with rows, or a weight is
    /// wrong.</exception>
    public static DecisionWeights Tune(ReadOnlySpan<int> labels, ReadOnlySpan<double> probabilities, int classCount, Func<ConfusionMatrix,
        double> metric, ReadOnlySpan<double> rowWeights = default)
    {
        ArgumentNullException.ThrowIfNull(metric);
        if (classCount < 2 || probabilities.Length != labels.Length * classCount)
            throw new ArgumentException(
                $"found {labels.Length} labels and {probabilities.Length} probabilities; expected {classCount} per label, of at least 2 "
                + $"classes", nameof(probabilities));
        if (!rowWeights.IsEmpty)
            RowWeights.Check(rowWeights, labels.Length);
        var counts = new double[classCount];
        for (var i = 0; i < labels.Length; i++) counts[labels[i]] += rowWeights.IsEmpty ? 1 : rowWeights[i];
        if (counts.Count(n => n > 0) < 2)
            throw new ArgumentException("the rows are of one class; a decision can only be tuned on rows of at least 2", nameof(labels));
        var search = new DecisionSearch(labels.ToArray(), probabilities.ToArray(), classCount, metric, MostPlaces,
            rowWeights.IsEmpty ? null : rowWeights.ToArray());
        var weights = Array.ConvertAll(counts, n => n > 0 ? 1 / n : 1);
        // With two classes the other class's weight says nothing new; the minority class has fewer places to try.
        int[] order = [.. Enumerable.Range(0, classCount).Where(c => counts[c] > 0).OrderBy(c => counts[c])];
        for (var round = 0; round < (classCount == 2 ? 1 : MostRounds); round++)
        {
            var before = search.Best;
            foreach (var c in classCount == 2 ? order[..1] : order)
            {
                weights[c] = search.Improve(weights, c);
            }

            if (round > 0 && !(search.Best > before)) break;
        }

        return new DecisionWeights(weights);
    }

    /// <summary>Decides rows.</summary>
    /// <param name="probabilities">Row-major n × C.</param>
    /// <returns>n classes; among equals the lower index.</returns>
    /// <exception cref="ArgumentException">The length is no multiple of C.</exception>
    public int[] Decide(ReadOnlySpan<double> probabilities)
    {
        var classes = Weights.Count;
        if (probabilities.Length % classes != 0)
            throw new ArgumentException($"found {probabilities.Length} probabilities; expected a multiple of {classes} classes",
                nameof(probabilities));
        var decided = new int[probabilities.Length / classes];
        for (var i = 0; i < decided.Length; i++)
        {
            var row = probabilities.Slice(i * classes, classes);
            for (var c = 1; c < classes; c++)
            {
                if (Weights[c] * row[c] > Weights[decided[i]] * row[decided[i]]) decided[i] = c;
            }
        }

        return decided;
    }
}
