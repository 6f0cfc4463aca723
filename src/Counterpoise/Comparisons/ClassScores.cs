using System.Text.Json.Serialization;
using Counterpoise.Calibration;

namespace Counterpoise.Comparisons;

/// <summary>
/// How the probabilities of one class lie on the test split: counts in 100 equal bins of [0, 1], of rows of the class and of all others.
/// Precision-recall curves, thresholds and reliability are drawn from them; the width of a bin, 0.01, is their error.
/// </summary>
public sealed record ClassScores
{
    /// <summary>Bins of [0, 1]; bin b holds probabilities from b/100 on, the last one 1 too.</summary>
    public const int Bins = 100;

    // Probabilities of 0 have no logarithm.
    private const double Smallest = 1e-15;

    /// <summary>Rows of the class by bin, [<see cref="Bins"/>].</summary>
    [JsonConverter(typeof(CompactIntegersConverter))]
    public required int[] Positives { get; init; }

    /// <summary>All other rows by bin, [<see cref="Bins"/>].</summary>
    [JsonConverter(typeof(CompactIntegersConverter))]
    public required int[] Negatives { get; init; }

    /// <summary>Rows of the class by bin after temperature scaling on the validation split; null without a validation split.</summary>
    [JsonConverter(typeof(CompactIntegersConverter))]
    public int[]? CalibratedPositives { get; init; }

    /// <summary>All other rows by bin after temperature scaling; null without a validation split.</summary>
    [JsonConverter(typeof(CompactIntegersConverter))]
    public int[]? CalibratedNegatives { get; init; }

    /// <summary>Counts the probabilities of every class. O(rows · classes).</summary>
    /// <param name="labels">Classes of the test rows, [n].</param>
    /// <param name="probabilities">Their probabilities, [n, classes], row-major.</param>
    /// <param name="classes">How many classes there are.</param>
    /// <param name="validationLabels">Classes of the validation rows that the temperature is fitted to; empty for no calibration.</param>
    /// <param name="validation">Their probabilities.</param>
    /// <exception cref="ArgumentException">There are not as many probabilities as labels and classes ask for.</exception>
    public static IReadOnlyList<ClassScores> Of(ReadOnlySpan<int> labels, ReadOnlySpan<double> probabilities, int classes,
        ReadOnlySpan<int> validationLabels = default, ReadOnlySpan<double> validation = default)
    {
        if (classes < 1 || probabilities.Length != labels.Length * classes || validation.Length != validationLabels.Length * classes)
        {
            throw new ArgumentException(
                $"{labels.Length} labels and {probabilities.Length} probabilities, {validationLabels.Length} and {validation.Length} of "
                + $"validation, for {classes} classes; expected a probability for each row and class", nameof(probabilities));
        }

        var plain = Count(labels, probabilities, classes);
        if (validationLabels.Length == 0)
        {
            return [.. plain.Select(c => new ClassScores { Positives = c.Positives, Negatives = c.Negatives })];
        }

        var scaling = TemperatureScaling.Fit(validationLabels, Logarithms(validation), classes);
        var scaled = Count(labels, scaling.Apply(Logarithms(probabilities), classes), classes);
        return [.. plain.Zip(scaled, (c, s) => new ClassScores { Positives = c.Positives, Negatives = c.Negatives,
            CalibratedPositives = s.Positives, CalibratedNegatives = s.Negatives })];
    }

    private static (int[] Positives, int[] Negatives)[] Count(ReadOnlySpan<int> labels, ReadOnlySpan<double> probabilities, int classes)
    {
        var counts = new (int[] Positives, int[] Negatives)[classes];
        for (var c = 0; c < classes; c++)
        {
            counts[c] = (new int[Bins], new int[Bins]);
            for (var i = 0; i < labels.Length; i++)
            {
                var bin = Math.Clamp((int)(probabilities[(i * classes) + c] * Bins), 0, Bins - 1);
                (labels[i] == c ? counts[c].Positives : counts[c].Negatives)[bin]++;
            }
        }

        return counts;
    }

    private static double[] Logarithms(ReadOnlySpan<double> probabilities)
    {
        var logits = new double[probabilities.Length];
        for (var i = 0; i < logits.Length; i++)
        {
            logits[i] = Math.Log(Math.Max(probabilities[i], Smallest));
        }

        return logits;
    }
}
