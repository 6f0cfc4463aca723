using Counterpoise.Reports.Fragility;
using Counterpoise.Transfer.Fitting;
using Counterpoise.Workflows.Events;

namespace Counterpoise.Workflows.Fragility;

/// <summary>Fits each structure of a file by itself.</summary>
public static class FragilityFitting
{
    /// <summary>Fits curves to failures, damage states or capacities, whichever the data names.</summary>
    /// <param name="data">The records.</param>
    /// <param name="fit">How curves are fitted.</param>
    /// <param name="events">Told what people should know; null for nobody.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    /// <exception cref="InputException">The file does not hold what its options say.</exception>
    public static IReadOnlyList<FragilityStructure> Run(FragilityDataOptions data, FragilityFitOptions fit,
        IProgress<WorkflowEvent>? events = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(fit);
        return data.State is not null ? States(data, fit, events, cancellationToken)
            : data.Capacity is not null ? Capacities(data, fit, events, cancellationToken)
            : Counts(data, fit, events, cancellationToken);
    }

    /// <summary>Fits the covariate form: P = F(a + b ln intensity + c'z).</summary>
    /// <param name="data">The records, with columns of covariates.</param>
    /// <param name="fit">How it is fitted.</param>
    /// <param name="events">Told what people should know; null for nobody.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    /// <exception cref="InputException">The file does not hold what its options say.</exception>
    public static IReadOnlyList<CovariateFit> RunCovariates(FragilityDataOptions data, CovariateFitOptions fit,
        IProgress<WorkflowEvent>? events = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(data);
        return [.. FragilityFiles.Covariates(data, events, cancellationToken).Select(r => CovariateFit.Compute(r, fit))];
    }

    private static FragilityStructure[] Counts(FragilityDataOptions data, FragilityFitOptions options, IProgress<WorkflowEvent>? events,
        CancellationToken cancellationToken)
    {
        return [.. FragilityFiles.Records(data, events, cancellationToken).Select(records =>
        {
            var fit = FragilityFit.Compute(records, options);
            var comparable = records.Count >= 3 && records.FailureCount > 0 && records.FailureCount < records.TrialCount;
            return new FragilityStructure(records.Name, fit.Curve, records) { Forms = comparable ? FormComparison.Compute(records) : [],
                Notes = [.. fit.Notes.Select(n => n.Text)] };
        })];
    }

    private static FragilityStructure[] States(FragilityDataOptions data, FragilityFitOptions options, IProgress<WorkflowEvent>? events,
        CancellationToken cancellationToken)
    {
        var fit = OrderedStatesFit.Compute(FragilityFiles.States(data, events, cancellationToken), options.Form,
            options.MinimumBeta);
        return [.. fit.States.Zip(fit.Curves, (name, curve) =>
            new FragilityStructure(name, curve, null) { Notes = [.. fit.Notes.Select(n => n.Text)] })];
    }

    private static FragilityStructure[] Capacities(FragilityDataOptions data, FragilityFitOptions options,
        IProgress<WorkflowEvent>? events, CancellationToken cancellationToken)
    {
        var fit = CapacityFit.Compute(FragilityFiles.Capacities(data, events, cancellationToken), options.Form);
        return [new FragilityStructure(fit.Name, fit.Curve,
            null) { Notes = [$"{fit.Structures} capacities, {fit.Censored} of them censored"] }];
    }
}
