namespace Counterpoise.Transfer.Strategies;

/// <summary>What leaving a source out does to the target's curve.</summary>
/// <param name="Source">Name of the source.</param>
/// <param name="LogMedianShift">ln θ with all sources less ln θ without this one; NaN where the strategy is refused without it.</param>
/// <param name="LargestChange">Greatest change of P(failure) anywhere on the curve; NaN likewise.</param>
public sealed record SourceInfluence(string Source, double LogMedianShift, double LargestChange)
{
    /// <summary>Fits again without each source in turn.</summary>
    /// <param name="strategy">The strategy.</param>
    /// <param name="problem">Target and sources.</param>
    /// <param name="whole">The strategy's fit with all sources.</param>
    /// <param name="options">Options.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public static IReadOnlyList<SourceInfluence> Compute(IFragilityStrategy strategy, TransferProblem problem, StrategyFit whole,
        TransferOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(strategy);
        ArgumentNullException.ThrowIfNull(problem);
        ArgumentNullException.ThrowIfNull(whole);
        ArgumentNullException.ThrowIfNull(options);
        var intensities = Curves.FragilityTable.Spread(whole.Curve, 61);
        return [.. problem.Sources.Select(source =>
        {
            if (problem.WithSources(s => s != source) is not { } rest) return new SourceInfluence(source.Name, double.NaN, double.NaN);
            try
            {
                var curve = strategy.Fit(rest, options with { FusionReplicates = 0 }, cancellationToken).Curve;
                return new SourceInfluence(source.Name, Math.Log(whole.Curve.Median / curve.Median),
                    intensities.Max(x => Math.Abs(whole.Curve.Probability(x) - curve.Probability(x))));
            }
            catch (StrategyRefusedException)
            {
                return new SourceInfluence(source.Name, double.NaN, double.NaN);
            }
        })];
    }
}
