namespace Counterpoise.Metrics;

/// <summary>
/// Log loss (cross-entropy) in nats: −mean log p(true class), with probabilities clipped to [ε, 1 − ε], ε = 2⁻⁵² (2.2e-16), and rows
/// scaled to sum 1, as scikit-learn.
/// </summary>
/// <remarks>
/// Reference: Good, "Rational decisions", Journal of the Royal Statistical Society B 1952, doi:10.1111/j.2517-6161.1952.tb00104.x.
/// </remarks>
public sealed class LogLoss : IMetric
{
    /// <summary>
    /// The default clip of scikit-learn's log_loss from version 1.2 on, the rounding unit of a double; keeps one certain and wrong row from
    /// making the mean infinite.
    /// </summary>
    private const double Clip = 2.220446049250313e-16;

    /// <inheritdoc/>
    public string Name => "log_loss";

    /// <inheritdoc/>
    public string Label => "log loss";

    /// <inheritdoc/>
    public double? Low => 0;

    /// <inheritdoc/>
    public bool HigherIsBetter => false;

    /// <inheritdoc/>
    public bool NeedsProbabilities => true;

    /// <inheritdoc/>
    public double Measure(PredictionSet predictions)
    {
        ArgumentNullException.ThrowIfNull(predictions);
        if (predictions.Probabilities is null) return double.NaN;
        var sum = 0.0;
        for (var i = 0; i < predictions.Count; i++)
        {
            var total = 0.0;
            var row = predictions.Probabilities.AsSpan(i * predictions.ClassCount, predictions.ClassCount);
            foreach (var p in row) total += Math.Clamp(p, Clip, 1 - Clip);
            sum -= Math.Log(Math.Clamp(row[predictions.Labels[i]], Clip, 1 - Clip) / total) * (predictions.Weights?[i] ?? 1);
        }

        return sum / (predictions.Weights?.Sum() ?? predictions.Count);
    }
}
