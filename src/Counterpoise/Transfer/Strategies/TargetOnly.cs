using Counterpoise.Transfer.Curves;
using Counterpoise.Transfer.Fitting;

namespace Counterpoise.Transfer.Strategies;

/// <summary>Fits the target's own records and nothing else: the control that says what the sources are worth.</summary>
/// <param name="penalized">
/// Whether Firth's penalty is used in any case (<c>target-firth</c>), rather than maximum likelihood where it has a maximum
/// (<c>target-only</c>). On a handful of structures the penalty is the stronger control: likelihood often ends in a step.
/// </param>
public sealed class TargetOnly(bool penalized = false) : IFragilityStrategy
{
    /// <inheritdoc/>
    public string Name => penalized ? "target-firth" : "target-only";

    /// <inheritdoc/>
    public string Description => penalized ? "the target's own records with Firth's penalty"
        : "maximum likelihood on the target's own records; Firth's penalty where they hold no failure or nothing but failures";

    /// <inheritdoc/>
    public bool IsControl => true;

    /// <inheritdoc/>
    public StrategyFit Fit(TransferProblem problem, TransferOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(problem);
        ArgumentNullException.ThrowIfNull(options);
        if (problem.Target.Count == 0) throw new StrategyRefusedException($"{problem.Target.Name} has no record of its own");
        var fit = penalized ? Penalized(problem.Target, options.Form) : FitAnyhow(problem.Target, options.Form);
        return new StrategyFit(fit.Curve, [.. fit.Notes.Select(n => n.Text)]);
    }

    /// <summary>The maximum likelihood fit, or Firth's where the likelihood has no maximum for want of one outcome.</summary>
    internal static FragilityFit FitAnyhow(FragilityRecords records, FragilityForm form) =>
        records.FailureCount > 0 && records.FailureCount < records.TrialCount
            ? FragilityFit.Compute(records, new FragilityFitOptions { Form = form })
            : Penalized(records, form);

    private static FragilityFit Penalized(FragilityRecords records, FragilityForm form) =>
        FragilityFit.Compute(records, new FragilityFitOptions { Form = form, Estimator = FragilityEstimator.Firth });
}
