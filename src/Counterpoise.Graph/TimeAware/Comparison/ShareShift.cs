namespace Counterpoise.Graph.TimeAware;

/// <summary>The share of positives among events without labels, from a model whose share in training is known.</summary>
/// <remarks>
/// Expectation maximisation over probabilities: π ← mean of the probabilities moved to π. It holds where only the shares change and the
/// probabilities are calibrated. Reference: Saerens, Latinne and Decaestecker, Neural Computation 2002, doi:10.1162/089976602753284446.
/// </remarks>
public static class ShareShift
{
    private const int Most = 1000;

    /// <summary>Estimates the share.</summary>
    /// <param name="probabilities">Calibrated probabilities, at least one.</param>
    /// <param name="trained">The share that they suppose, between 0 and 1.</param>
    public static double Estimate(ReadOnlySpan<double> probabilities, double trained)
    {
        ArgumentOutOfRangeException.ThrowIfZero(probabilities.Length);
        var share = trained;
        for (var i = 0; i < Most; i++)
        {
            var sum = 0.0;
            foreach (var p in probabilities)
            {
                sum += Move(p, trained, share);
            }

            var next = sum / probabilities.Length;
            if (Math.Abs(next - share) < 1e-10)
            {
                return next;
            }

            share = next;
        }

        return share;
    }

    /// <summary>A probability that supposes one share, moved to another.</summary>
    /// <param name="probability">p.</param>
    /// <param name="from">The share it supposes.</param>
    /// <param name="to">The share to suppose.</param>
    public static double Move(double probability, double from, double to)
    {
        double positive = probability * to / from, negative = (1 - probability) * (1 - to) / (1 - from);
        return positive + negative == 0 ? probability : positive / (positive + negative);
    }
}
