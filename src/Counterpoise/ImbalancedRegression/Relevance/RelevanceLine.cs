namespace Counterpoise.ImbalancedRegression;

/// <summary>
/// A correction of predictions by a line, fitted where targets matter: the intercept and slope that lower Σ φ(y) (y − a − b ŷ)² most.
/// </summary>
/// <remarks>Predictions of common targets get worse by it: what is rare and what is common cannot be served by one number.</remarks>
/// <param name="Intercept">a, in units of the target.</param>
/// <param name="Slope">b.</param>
public sealed record RelevanceLine(double Intercept, double Slope)
{
    /// <summary>Fits the line.</summary>
    /// <param name="predictions">Predictions of rows that the model has not learned from, finite, at least one.</param>
    /// <param name="targets">Their targets, finite, one per prediction.</param>
    /// <param name="relevance">What matters.</param>
    /// <returns>The line; one of slope 1 where predictions do not differ, the predictions as they are where no target matters.</returns>
    /// <exception cref="ArgumentException">The lengths differ, there is no row, or a number is not finite.</exception>
    public static RelevanceLine Fit(ReadOnlySpan<double> predictions, ReadOnlySpan<double> targets, RelevanceFunction relevance)
    {
        ArgumentNullException.ThrowIfNull(relevance);
        _ = Statistics.Samples.Differences(predictions, targets);
        Statistics.Samples.Require(predictions, 1);
        var phi = relevance.At(targets);
        double weight = phi.Sum(), x = 0, y = 0, xx = 0, xy = 0;
        if (weight == 0)
            return new RelevanceLine(0, 1);
        for (var i = 0; i < phi.Length; i++)
        {
            x += phi[i] * predictions[i] / weight;
            y += phi[i] * targets[i] / weight;
        }

        for (var i = 0; i < phi.Length; i++)
        {
            xx += phi[i] * (predictions[i] - x) * (predictions[i] - x);
            xy += phi[i] * (predictions[i] - x) * (targets[i] - y);
        }

        var slope = xx > 1e-12 * weight * Math.Max(1, x * x) ? xy / xx : 1;
        return new RelevanceLine(y - (slope * x), slope);
    }

    /// <summary>The corrected predictions.</summary>
    /// <param name="predictions">Predictions.</param>
    public double[] Correct(IReadOnlyList<double> predictions) => [.. predictions.Select(p => Intercept + (Slope * p))];
}
