using Counterpoise.Calibration;
using Counterpoise.Metrics;

namespace Counterpoise.Serving.Models;

/// <summary>What a request asks to be done to probabilities: other class priors, a threshold for two classes.</summary>
internal sealed class RequestedDecision
{
    private readonly PriorCorrection? _correction;
    private readonly double? _threshold;
    private readonly double[]? _weights;
    private readonly int _positive;

    private RequestedDecision(PriorCorrection? correction, double? threshold, double[]? weights, int positive) =>
        (_correction, _threshold, _weights, _positive) = (correction, threshold, weights, positive);

    /// <summary>Reads what a request asks for; the message of the exception is for the client.</summary>
    public static RequestedDecision Parse(string? priors, double? threshold, ServedCard card)
    {
        if (priors is not null && !card.Priors)
            throw new FormatException(
                "this model's probabilities do not go by its training's class priors, or these are not known: leave 'priors' out");
        if (threshold is not null && (card.Classes.Count != 2 || threshold is not (>= 0 and <= 1)))
            throw new FormatException(card.Classes.Count != 2 ? $"'threshold' is for two classes, the model has {card.Classes.Count}"
                : $"'threshold' is {threshold}; expected 0 to 1");
        var positive = card.Positive ?? MinorityClass.Of([.. card.TrainCounts]);
        // The model's own decision is for its own priors, and gives way to what is asked for.
        var own = priors is null && threshold is null;
        return new RequestedDecision(priors is null ? null : Correction(priors, card), own ? card.Threshold : threshold,
            own && card.Weights is { } weights ? [.. weights] : null, positive);
    }

    public (double[] Probabilities, int Class) Apply(double[] probabilities)
    {
        var corrected = _correction?.Apply(probabilities) ?? probabilities;
        var weighted = _weights is null ? corrected : [.. corrected.Zip(_weights, (p, w) => p * w)];
        var chosen = _threshold is { } t ? corrected[_positive] >= t ? _positive : 1 - _positive
            : Array.IndexOf(weighted, weighted.Max());
        return (corrected, chosen);
    }

    private static PriorCorrection Correction(string priors, ServedCard card)
    {
        double[] values = priors == "balanced" ? [.. card.Classes.Select(_ => 1.0)]
            : [.. priors.Split('/').Select(p => double.TryParse(p, System.Globalization.CultureInfo.InvariantCulture, out var v) && v >= 0
                && double.IsFinite(v) ? v
                : throw new FormatException($"'priors' holds '{p}'; expected balanced, or a number for each class such as 0.2/0.8"))];
        return values.Length == card.Classes.Count && values.Sum() > 0
            ? new PriorCorrection([.. card.TrainedPriors ?? card.TrainCounts.Select(n => (double)n)], values)
            : throw new FormatException(
                $"'priors' has {values.Length} numbers for {card.Classes.Count} classes; expected one for each, not all 0");
    }
}
