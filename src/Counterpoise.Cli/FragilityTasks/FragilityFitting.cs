using System.CommandLine;
using Counterpoise.Reports.Fragility;
using Counterpoise.Transfer.Fitting;

namespace Counterpoise.Cli.FragilityTasks;

/// <summary>Fits each structure of a file by itself.</summary>
internal static class FragilityFitting
{
    public static int Run(ParseResult parsed, string path, CancellationToken cancellationToken)
    {
        var structures = parsed.GetValue(FragilityOptions.State) is not null ? States(parsed, path, cancellationToken)
            : parsed.GetValue(FragilityOptions.Capacity) is not null ? Capacities(parsed, path, cancellationToken)
            : Counts(parsed, path, cancellationToken);
        FragilityOutput.Write(parsed, path, structures, transfer: null, cancellationToken);
        return ExitCode.Ok;
    }

    /// <summary>Fits covariates and prints coefficients.</summary>
    public static int RunCovariates(ParseResult parsed, string path, CancellationToken cancellationToken)
    {
        var options = new CovariateFitOptions
        {
            Form = parsed.GetValue(FragilityOptions.Form), Covariance = parsed.GetValue(FragilityOptions.Covariance),
            Estimator = parsed.GetValue(FragilityOptions.Firth) ? FragilityEstimator.Firth : FragilityEstimator.MaximumLikelihood,
        };
        CovariateFit[] fits = [.. FragilityFiles.Covariates(parsed, path, cancellationToken).Select(r => CovariateFit.Compute(r, options))];
        CovariateTables.Write(parsed.GetValue(SharedOptions.Json), fits);
        return ExitCode.Ok;
    }

    private static FragilityStructure[] Counts(ParseResult parsed, string path, CancellationToken cancellationToken)
    {
        var options = FragilityOptions.Fit(parsed);
        return [.. FragilityFiles.Records(parsed, path, cancellationToken).Select(records =>
        {
            var fit = FragilityFit.Compute(records, options);
            var comparable = records.Count >= 3 && records.FailureCount > 0 && records.FailureCount < records.TrialCount;
            return new FragilityStructure(records.Name, fit.Curve, records) { Forms = comparable ? FormComparison.Compute(records) : [],
                Notes = [.. fit.Notes.Select(n => n.Text)] };
        })];
    }

    private static FragilityStructure[] States(ParseResult parsed, string path, CancellationToken cancellationToken)
    {
        var fit = OrderedStatesFit.Compute(FragilityFiles.States(parsed, path, cancellationToken), parsed.GetValue(FragilityOptions.Form),
            parsed.GetValue(FragilityOptions.MinimumBeta));
        return [.. fit.States.Zip(fit.Curves, (name, curve) =>
            new FragilityStructure(name, curve, null) { Notes = [.. fit.Notes.Select(n => n.Text)] })];
    }

    private static FragilityStructure[] Capacities(ParseResult parsed, string path, CancellationToken cancellationToken)
    {
        var fit = CapacityFit.Compute(FragilityFiles.Capacities(parsed, path, cancellationToken), parsed.GetValue(FragilityOptions.Form));
        return [new FragilityStructure(fit.Name, fit.Curve,
            null) { Notes = [$"{fit.Structures} capacities, {fit.Censored} of them censored"] }];
    }
}
