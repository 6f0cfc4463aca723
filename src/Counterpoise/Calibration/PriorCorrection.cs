using Counterpoise.Resampling;

namespace Counterpoise.Calibration;

/// <summary>
/// Carries probabilities from the class priors that a model was trained on (after resampling or weighting) to the true ones:
/// p'_c ∝ p_c · true_c / trained_c.
/// </summary>
/// <remarks>
/// Reference: Saerens, Latinne and Decaestecker, "Adjusting the outputs of a classifier to new a priori probabilities",
/// Neural Computation 2002, doi:10.1162/089976602753284446; for under-sampling: Dal Pozzolo et al., SSCI 2015,
/// doi:10.1109/SSCI.2015.33.
/// </remarks>
public sealed class PriorCorrection
{
    private readonly double[] _factors;

    /// <summary>Makes the correction from class priors or counts; each side is scaled to sum 1.</summary>
    /// <param name="trained">Counts, weights or shares per class in the training rows after resampling, [C], above 0, or 0 where the actual
    /// one is.</param>
    /// <param name="actual">Counts or shares per class where the model is used, [C], at least 0.</param>
    /// <exception cref="ArgumentException">The lengths differ, a trained share is not above 0 where the actual one is, or an actual one is
    /// negative.</exception>
    public PriorCorrection(ReadOnlySpan<double> trained, ReadOnlySpan<double> actual)
    {
        if (trained.Length != actual.Length || trained.Length < 2)
            throw new ArgumentException(
                $"found {trained.Length} trained and {actual.Length} actual shares; expected one of each per class, for at least 2 "
                    + $"classes");
        double trainedSum = 0, actualSum = 0;
        for (var c = 0; c < trained.Length; c++)
        {
            if (!(trained[c] > 0 && double.IsFinite(trained[c])) && !(trained[c] == 0 && actual[c] == 0))
                throw new ArgumentException(
                    $"the trained prior of class {c} is {trained[c]}; expected a number above 0: a class that was never seen cannot be "
                    + $"corrected", nameof(trained));
            if (!(actual[c] >= 0 && double.IsFinite(actual[c])))
                throw new ArgumentException($"the actual prior of class {c} is {actual[c]}; expected a number of at least 0",
                    nameof(actual));
            (trainedSum, actualSum) = (trainedSum + trained[c], actualSum + actual[c]);
        }

        if (actualSum == 0) throw new ArgumentException("all actual shares are 0; expected at least one above 0", nameof(actual));
        _factors = new double[trained.Length];
        for (var c = 0; c < _factors.Length; c++) _factors[c] = actual[c] == 0 ? 0 : actual[c] / actualSum / (trained[c] / trainedSum);
    }

    /// <summary>What the probability of each class is multiplied by before they are divided by their sum, [C].</summary>
    public IReadOnlyList<double> Factors => _factors;

    /// <summary>
    /// Makes the correction that takes back what a resampler did to the class priors: from the rows that it returned to those that it was
    /// given.
    /// </summary>
    /// <param name="resampled">What the resampler returned, and the model was trained on.</param>
    /// <param name="labels">The class of each row that the resampler was given, in [0, C).</param>
    /// <param name="classCount">C, at least 2.</param>
    /// <exception cref="ArgumentException">A class that was given has no row left, a label is outside [0, C), or C is below 2.</exception>
    public static PriorCorrection Of(ResampleResult resampled, ReadOnlySpan<int> labels, int classCount)
    {
        ArgumentNullException.ThrowIfNull(resampled);
        return new PriorCorrection(Counts(resampled.Labels, classCount), Counts(labels, classCount));
    }

    internal static double[] Counts(ReadOnlySpan<int> labels, int classCount)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(classCount, 2);
        var counts = new double[classCount];
        foreach (var label in labels)
        {
            if ((uint)label >= (uint)classCount)
                throw new ArgumentException($"found label {label}; expected 0 to {classCount - 1} for {classCount} classes",
                    nameof(labels));
            counts[label]++;
        }

        return counts;
    }

    /// <summary>Corrects probabilities.</summary>
    /// <param name="probabilities">Row-major n × C.</param>
    /// <returns>Row-major n × C; rows sum to 1. A row that gives all its probability to classes of actual share 0 is left as it
    /// is.</returns>
    /// <exception cref="ArgumentException">The length is no multiple of C.</exception>
    public double[] Apply(ReadOnlySpan<double> probabilities)
    {
        var classes = _factors.Length;
        if (probabilities.Length % classes != 0)
            throw new ArgumentException($"found {probabilities.Length} probabilities; expected a multiple of {classes} classes",
                nameof(probabilities));
        var corrected = probabilities.ToArray();
        for (var start = 0; start < corrected.Length; start += classes)
        {
            var row = corrected.AsSpan(start, classes);
            var sum = 0.0;
            for (var c = 0; c < classes; c++) sum += row[c] * _factors[c];
            if (sum == 0) continue;
            for (var c = 0; c < classes; c++) row[c] *= _factors[c] / sum;
        }

        return corrected;
    }
}
