using System.Globalization;
using Counterpoise.Randomness;

namespace Counterpoise.Federated.Relabelling;

/// <summary>
/// FedReLa: each client, for itself and once, moves rows that look like a class that is less frequent at that client to that class, at
/// random with a probability that grows with the likeness and with the difference in rarity.
/// </summary>
/// <remarks>
/// With Q [n, C] the posteriors of the global model, μ_r and s_r mean and standard deviation of Q over the client's rows of class r: z_i =
/// (Q_i − μ_{y_i}) / max(s_{y_i}, 1e-6); thr_c = the (n − 1 − ⌊p n / 100⌋)-th smallest z_{·c}; rarity_c = 1 − (n_c − min n) / (max n − min
/// n); ρ_ic = tanh(z_ic − thr_c) · max(rarity_c − rarity_{y_i}, 0). A row moves to the class of largest ρ among those with ρ_ic above a
/// uniform draw u_ic. O(n C + C n log n). A class that the client lacks has rarity 1 and can be moved to; a balanced client, and one with
/// fewer than 100 / p rows, moves nothing. Equal to the authors' functions. Reference: Hu et al., "FedReLa: imbalanced federated learning
/// via re-labelling", ICML 2026, arXiv:2606.26037, and its code.
/// </remarks>
public static class FedReLa
{
    private const double SmallestDeviation = 1e-6;

    /// <summary>Computes the probabilities to move.</summary>
    /// <param name="posteriors">Q, [n · C] row by row; each row adds up to 1.</param>
    /// <param name="labels">The class of each row, 0 to C − 1.</param>
    /// <param name="classCount">C, at least 1.</param>
    /// <param name="options">Options.</param>
    /// <param name="client">What the client is called in errors.</param>
    /// <exception cref="ArgumentException">Lengths do not fit, a label is no class, or a row of Q holds NaN or does not add up to 1 within
    /// 0.001.</exception>
    public static RelabelScores Score(ReadOnlySpan<double> posteriors, IReadOnlyList<int> labels, int classCount, FedReLaOptions options,
        string client = "client")
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        Check(posteriors, labels, classCount, client);
        var rarity = Rarity(labels, classCount);
        var standardised = Standardise(posteriors, labels, classCount);
        var thresholds = Thresholds(standardised, labels.Count, classCount, options);
        var probabilities = new double[posteriors.Length];
        for (var i = 0; i < labels.Count; i++)
        {
            for (var c = 0; c < classCount; c++)
            {
                var at = (i * classCount) + c;
                var likeness = options.PlainPosterior ? posteriors[at] : Math.Tanh(standardised[at] - thresholds[c]);
                probabilities[at] = likeness * Math.Max(rarity[c] - rarity[labels[i]], 0);
            }
        }

        return new RelabelScores(rarity, standardised, thresholds, probabilities);
    }

    /// <summary>Draws the moves.</summary>
    /// <param name="scores">Of <see cref="Score"/>.</param>
    /// <param name="labels">The class of each row, as given there.</param>
    /// <param name="random">Gives u_ic row by row and class by class.</param>
    public static RelabelResult Draw(RelabelScores scores, IReadOnlyList<int> labels, IRandomSource random)
    {
        ArgumentNullException.ThrowIfNull(scores);
        ArgumentNullException.ThrowIfNull(labels);
        ArgumentNullException.ThrowIfNull(random);
        var classCount = scores.Rarity.Length;
        var moved = labels.ToArray();
        for (var i = 0; i < moved.Length; i++)
        {
            var largest = 0.0;
            for (var c = 0; c < classCount; c++)
            {
                var probability = scores.Probabilities[(i * classCount) + c];
                if (probability > random.NextDouble() && probability > largest)
                {
                    (largest, moved[i]) = (probability, c);
                }
            }
        }

        return RelabelResult.Of(labels, moved, classCount);
    }

    private static void Check(ReadOnlySpan<double> posteriors, IReadOnlyList<int> labels, int classCount, string client)
    {
        ArgumentNullException.ThrowIfNull(labels);
        ArgumentOutOfRangeException.ThrowIfLessThan(classCount, 1);
        if (posteriors.Length != labels.Count * classCount)
        {
            throw new ArgumentException(
                $"{client}: {posteriors.Length} posteriors for {labels.Count} rows of {classCount} classes; expected "
                + $"{labels.Count * classCount}", nameof(posteriors));
        }

        for (var i = 0; i < labels.Count; i++)
        {
            if (labels[i] < 0 || labels[i] >= classCount)
            {
                throw new ArgumentException($"{client}: row {i} has label {labels[i]}; expected 0 to {classCount - 1}", nameof(labels));
            }

            var sum = 0.0;
            foreach (var q in posteriors.Slice(i * classCount, classCount))
            {
                sum += q;
            }

            if (!(Math.Abs(sum - 1) <= 1e-3))
            {
                throw new ArgumentException(string.Create(CultureInfo.InvariantCulture,
                    $"{client}: the posteriors of row {i} add up to {sum}; expected 1 within 0.001: give softmax probabilities, and "
                    + $"check the model for NaN"), nameof(posteriors));
            }
        }
    }

    private static double[] Rarity(IReadOnlyList<int> labels, int classCount)
    {
        var counts = new double[classCount];
        foreach (var label in labels)
        {
            counts[label]++;
        }

        var (least, most) = (counts.Min(), counts.Max());
        return Array.ConvertAll(counts, n => most == least ? 1 : 1 - ((n - least) / (most - least)));
    }

    private static double[] Standardise(ReadOnlySpan<double> posteriors, IReadOnlyList<int> labels, int classCount)
    {
        var (counts, means, squares) = (new int[classCount], new double[classCount * classCount], new double[classCount * classCount]);
        for (var i = 0; i < labels.Count; i++)
        {
            counts[labels[i]]++;
            for (var c = 0; c < classCount; c++)
            {
                means[(labels[i] * classCount) + c] += posteriors[(i * classCount) + c];
            }
        }

        for (var at = 0; at < means.Length; at++)
        {
            means[at] /= Math.Max(1, counts[at / classCount]);
        }

        for (var i = 0; i < labels.Count; i++)
        {
            for (var c = 0; c < classCount; c++)
            {
                var distance = posteriors[(i * classCount) + c] - means[(labels[i] * classCount) + c];
                squares[(labels[i] * classCount) + c] += distance * distance;
            }
        }

        var standardised = new double[posteriors.Length];
        for (var at = 0; at < standardised.Length; at++)
        {
            var label = labels[at / classCount];
            var of = (label * classCount) + (at % classCount);
            standardised[at] = (posteriors[at] - means[of]) / Math.Max(Math.Sqrt(squares[of] / counts[label]), SmallestDeviation);
        }

        return standardised;
    }

    private static double[] Thresholds(double[] standardised, int rows, int classCount, FedReLaOptions options)
    {
        var thresholds = new double[classCount];
        if (options.ConstantThreshold is { } constant)
        {
            Array.Fill(thresholds, constant);
            return thresholds;
        }

        if (rows == 0)
        {
            return thresholds;
        }

        var above = Math.Clamp((int)Math.Floor(options.Percentage / 100 * rows), 0, rows - 1);
        for (var c = 0; c < classCount; c++)
        {
            double[] column = [.. Enumerable.Range(0, rows).Select(i => standardised[(i * classCount) + c]).Order()];
            thresholds[c] = column[rows - 1 - above];
        }

        return thresholds;
    }
}
