namespace Counterpoise.Transfer.Fitting;

/// <summary>Failures and survivals that do not overlap in intensity, so that the likelihood has no maximum at a finite slope.</summary>
/// <param name="IsRising">Whether the failures lie above the survivals.</param>
/// <param name="Low">Upper end of the lower group, in ln(intensity).</param>
/// <param name="High">Lower end of the upper group.</param>
internal sealed record Separation(bool IsRising, double Low, double High)
{
    /// <summary>The separation of a sample with both outcomes, or null. Groups that share one intensity are separated, too.</summary>
    public static Separation? Find(BinomialSample sample)
    {
        var (failLow, failHigh, surviveLow, surviveHigh) =
            (double.PositiveInfinity, double.NegativeInfinity, double.PositiveInfinity, double.NegativeInfinity);
        for (var i = 0; i < sample.Count; i++)
        {
            var x = sample.LogIntensities[i];
            if (sample.Failures[i] > 0) (failLow, failHigh) = (Math.Min(failLow, x), Math.Max(failHigh, x));
            if (sample.Survivals[i] > 0) (surviveLow, surviveHigh) = (Math.Min(surviveLow, x), Math.Max(surviveHigh, x));
        }

        // One intensity alone is no separation: the slope is then free rather than infinite.
        if (failLow == failHigh && surviveLow == surviveHigh && failLow == surviveLow) return null;
        if (surviveHigh <= failLow) return new Separation(true, surviveHigh, failLow);
        return failHigh <= surviveLow ? new Separation(false, failHigh, surviveLow) : null;
    }
}
