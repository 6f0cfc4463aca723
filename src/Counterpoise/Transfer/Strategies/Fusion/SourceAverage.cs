using Counterpoise.Transfer.Curves;

namespace Counterpoise.Transfer.Strategies;

/// <summary>The equal mixture of all sources' curves: the control for learned weights. The target's records are not looked at.</summary>
public sealed class SourceAverage : IFragilityStrategy
{
    /// <inheritdoc/>
    public string Name => "source-average";

    /// <inheritdoc/>
    public string Description => "the mean of all sources' curves, whatever the target's records are";

    /// <inheritdoc/>
    public bool IsControl => true;

    /// <inheritdoc/>
    public StrategyFit Fit(TransferProblem problem, TransferOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(problem);
        double[] weights = [.. problem.Sources.Select(_ => 1.0 / problem.Sources.Count)];
        return new StrategyFit(new MixtureCurve([.. problem.Sources.Select(s => s.Curve)], weights), []);
    }
}
