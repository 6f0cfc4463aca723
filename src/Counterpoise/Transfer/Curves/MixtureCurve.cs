using Counterpoise.Statistics;

namespace Counterpoise.Transfer.Curves;

/// <summary>
/// A weighted sum of curves, P = Σ w_s P_s(intensity / factor), as source fusion gives it. Its median is where the sum crosses one
/// half, its dispersion half the spread of ln(intensity) between the probabilities Φ(−1) and Φ(1); bands come from replicates.
/// </summary>
public sealed class MixtureCurve : IFragilityCurve
{
    private static readonly double Low = FormFunction.Probability(FragilityForm.Lognormal, -1);

    private readonly ParametricCurve[] _parts;
    private readonly double[] _weights;
    private readonly double _logShift;
    private readonly MixtureCurve[] _replicates;

    /// <summary>Makes a mixture.</summary>
    /// <param name="parts">The curves, at least one.</param>
    /// <param name="weights">A weight of at least 0 for each; together 1.</param>
    /// <param name="logShift">d in ln θ' = ln θ + d, added to every part.</param>
    /// <param name="replicates">The same mixture fitted to resampled records, from which bands are taken; empty for none.</param>
    /// <exception cref="ArgumentException">The lengths differ, or the weights are negative or do not sum to 1.</exception>
    public MixtureCurve(IReadOnlyList<ParametricCurve> parts, IReadOnlyList<double> weights, double logShift = 0,
        IReadOnlyList<MixtureCurve>? replicates = null)
    {
        ArgumentNullException.ThrowIfNull(parts);
        ArgumentNullException.ThrowIfNull(weights);
        if (parts.Count == 0 || parts.Count != weights.Count)
            throw new ArgumentException($"found {parts.Count} curves and {weights.Count} weights; expected as many of each, at least one",
                nameof(weights));
        if (weights.Any(w => !(w >= 0)) || Math.Abs(weights.Sum() - 1) > 1e-9)
            throw new ArgumentException($"the weights are {string.Join(", ", weights)}; expected numbers of at least 0 with sum 1",
                nameof(weights));
        (_parts, _weights, _logShift, _replicates) = ([.. parts], [.. weights], logShift, [.. replicates ?? []]);
        Median = Quantile(0.5);
        Dispersion = Math.Log(Quantile(1 - Low) / Quantile(Low)) / 2;
        MedianDeviation = _replicates.Length < 2 ? double.NaN
            : Math.Sqrt(Samples.Variance([.. _replicates.Select(r => Math.Log(r.Median))], 1));
    }

    /// <summary>The weight of each part.</summary>
    public IReadOnlyList<double> Weights => _weights;

    /// <summary>d in ln θ' = ln θ + d.</summary>
    public double LogShift => _logShift;

    /// <inheritdoc/>
    public double Median { get; }

    /// <inheritdoc/>
    public double Dispersion { get; }

    /// <inheritdoc/>
    public double MedianDeviation { get; }

    /// <inheritdoc/>
    public double Probability(double intensity)
    {
        var unshifted = CurveCheck.Intensity(intensity) * Math.Exp(-_logShift);
        var sum = 0.0;
        for (var s = 0; s < _parts.Length; s++) sum += _weights[s] * _parts[s].Probability(unshifted);
        return Math.Min(sum, 1);
    }

    /// <inheritdoc/>
    public Interval? Band(double intensity, double confidence = 0.9) => Over(confidence, r => r.Probability(intensity));

    /// <inheritdoc/>
    public Interval? MedianInterval(double confidence = 0.9) => Over(confidence, r => r.Median);

    /// <inheritdoc/>
    public Interval? DispersionInterval(double confidence = 0.9) => Over(confidence, r => r.Dispersion);

    private Interval? Over(double confidence, Func<MixtureCurve, double> value) =>
        _replicates.Length < 2 ? null : Percentiles.Interval([.. _replicates.Select(value)], confidence);

    /// <summary>By halving: the sum rises, and its quantile lies between those of its parts.</summary>
    private double Quantile(double p)
    {
        var ends = _parts.Where((_, s) => _weights[s] > 0).Select(c =>
            Math.Log(c.Median) + (c.Beta * FormFunction.Quantile(c.Form, p)) + _logShift).ToArray();
        var (low, high) = (ends.Min(), ends.Max());
        while (high - low > 1e-13 * Math.Max(1, Math.Abs(low)))
        {
            var middle = (low + high) / 2;
            if (middle == low || middle == high) break;
            if (Probability(Math.Exp(middle)) < p) low = middle;
            else high = middle;
        }

        return Math.Exp((low + high) / 2);
    }
}
