using Counterpoise.Transfer.Curves;

namespace Counterpoise.Transfer.Strategies;

/// <summary>What a strategy found.</summary>
/// <param name="Curve">The target's curve.</param>
/// <param name="Notes">What is to be known of it: flags of fits, sources left out, sampling that fell short.</param>
public sealed record StrategyFit(IFragilityCurve Curve, IReadOnlyList<string> Notes)
{
    /// <summary>Numbers that belong to the strategy, by name: <c>effective_size</c>, <c>max_r_hat</c>, <c>weight:NAME</c>, …</summary>
    public IReadOnlyDictionary<string, double> Figures { get; init; } = new Dictionary<string, double>();
}
