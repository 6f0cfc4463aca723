namespace Counterpoise.Lifecycle.Estimates;

/// <summary>
/// The confusion matrix that calibrated probabilities lead to expect: a row predicted as k adds p(c|x) to true class c, E[n_ck] = Σ
/// p(c|x_i) over rows predicted as k.
/// </summary>
/// <remarks>
/// It is right where the probabilities are calibrated on these very rows, and wrong where the classes given the features have changed
/// (concept drift). O(n C). The idea is known as confidence-based performance estimation.
/// </remarks>
public static class ExpectedConfusion
{
    /// <summary>Two classes decided by a threshold.</summary>
    /// <param name="scores">Calibrated probabilities of the positive class in [0, 1], [n].</param>
    /// <param name="threshold">A row is predicted positive at or above it.</param>
    /// <returns>Expected counts by true class (0 negative, 1 positive), then predicted class.</returns>
    /// <exception cref="ArgumentException">A score is outside [0, 1].</exception>
    public static double[][] Compute(ReadOnlySpan<double> scores, double threshold = .5)
    {
        var probabilities = new double[2 * scores.Length];
        var predicted = new int[scores.Length];
        for (var i = 0; i < scores.Length; i++)
        {
            (probabilities[2 * i], probabilities[(2 * i) + 1]) = (1 - scores[i], scores[i]);
            predicted[i] = scores[i] >= threshold ? 1 : 0;
        }

        return Compute(probabilities, predicted, 2);
    }

    /// <summary>Any number of classes.</summary>
    /// <param name="probabilities">Calibrated probabilities, row-major n × C.</param>
    /// <param name="predicted">The class that each row was given, in [0, C), [n].</param>
    /// <param name="classCount">C, at least 2.</param>
    /// <returns>Expected counts by true class, then predicted class.</returns>
    /// <exception cref="ArgumentException">The shapes do not meet, a probability is outside [0, 1] or a class outside [0, C).</exception>
    public static double[][] Compute(ReadOnlySpan<double> probabilities, ReadOnlySpan<int> predicted, int classCount)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(classCount, 2);
        if (probabilities.Length != predicted.Length * classCount)
            throw new ArgumentException(
                $"found {probabilities.Length} probabilities for {predicted.Length} rows; expected {classCount} a row",
                nameof(probabilities));
        double[][] counts = [.. Enumerable.Range(0, classCount).Select(_ => new double[classCount])];
        for (var i = 0; i < predicted.Length; i++)
        {
            if ((uint)predicted[i] >= (uint)classCount)
                throw new ArgumentException($"row {i} was given class {predicted[i]}; expected 0 to {classCount - 1}", nameof(predicted));
            for (var c = 0; c < classCount; c++)
            {
                var p = probabilities[(i * classCount) + c];
                if (p is not (>= 0 and <= 1)) throw new ArgumentException($"row {i} has probability {p} of class {c}; expected in [0, 1]",
                    nameof(probabilities));
                counts[c][predicted[i]] += p;
            }
        }

        return counts;
    }
}
