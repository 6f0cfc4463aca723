namespace Counterpoise.Transfer.Strategies;

/// <summary>
/// Takes the closest source's curve as it is; where none is named, the equal mixture of all. The control that says what ignoring the target
/// costs.
/// </summary>
public sealed class DirectTransfer : IFragilityStrategy
{
    /// <inheritdoc/>
    public string Name => "direct";

    /// <inheritdoc/>
    public string Description => "the closest source's curve as it is, or the equal mixture of all sources where none is named as closest";

    /// <inheritdoc/>
    public bool IsControl => true;

    /// <inheritdoc/>
    public StrategyFit Fit(TransferProblem problem, TransferOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(problem);
        return problem.ClosestSource is { } closest ? new StrategyFit(closest.Curve,
            [$"the curve of {closest.Name}; its band tells that source's uncertainty alone"])
            : problem.Sources is [var only] ? new StrategyFit(only.Curve,
                [$"the curve of {only.Name}; its band tells that source's uncertainty alone"])
            : new SourceAverage().Fit(problem, options, cancellationToken);
    }
}
