using System.CommandLine;
using Counterpoise.Data.Matlab;
using Counterpoise.Numerics;
using Counterpoise.Transfer.Experiments;
using Counterpoise.Transfer.Fitting;

namespace Counterpoise.Cli.FragilityTasks;

/// <summary>
/// The covariate form on MATLAB files: features and a continuous response, of which values above a threshold are failures.
/// </summary>
internal static class MatlabTransfer
{
    public static int Run(ParseResult parsed, string path, CancellationToken cancellationToken)
    {
        if (parsed.GetValue(FragilityOptions.Threshold) is not { } threshold)
            throw new InputException(
                "a .mat file holds responses, not failures: give the response above which a row is a failure with --threshold");
        var target = Read(parsed, path, threshold);
        var json = parsed.GetValue(SharedOptions.Json);
        if (parsed.GetValue(FragilityOptions.SourceFile) is not { } file)
        {
            var estimator = parsed.GetValue(FragilityOptions.Firth) ? FragilityEstimator.Firth : FragilityEstimator.MaximumLikelihood;
            CovariateTables.Write(json, [CovariateFit.Compute(target,
                new CovariateFitOptions { Form = parsed.GetValue(FragilityOptions.Form), Estimator = estimator,
                    Covariance = parsed.GetValue(FragilityOptions.Covariance) })]);
            return ExitCode.Ok;
        }

        var draws = parsed.GetValue(FragilityOptions.Experiment)
            ?? throw new InputException(
                "with --source-file the strategies are compared over draws of a scarce target: say how many with --experiment");
        var source = Read(parsed, file, threshold);
        var scores = CovariateTransferExperiment.Run(source, target, parsed.GetValue(FragilityOptions.Rows), draws,
            parsed.GetValue(FragilityOptions.Seed), options: new() { Form = parsed.GetValue(FragilityOptions.Form) },
                cancellationToken: cancellationToken);
        Output.Terminal.Say(
            $"{source.FailureCount} of {source.Count} source rows and {target.FailureCount} of {target.Count} target rows have a response above {threshold}");
        CovariateTables.Write(json, scores);
        return ExitCode.Ok;
    }

    private static CovariateRecords Read(ParseResult parsed, string path, double threshold)
    {
        var matrices = MatlabFile.Read(path);
        DenseMatrix Find(Option<string> option) => matrices.TryGetValue(parsed.GetValue(option)!, out var found) ? found
            : throw new InputException(
                $"'{path}' has no real matrix '{parsed.GetValue(option)}' ({option.Name}); it has {string.Join(", ", matrices.Keys)}");
        var (features, response) = (Find(FragilityOptions.FeatureName), Find(FragilityOptions.ResponseName));
        if (response.Data.Length != features.Rows)
            throw new InputException(
                $"'{path}' has {features.Rows} rows of features and {response.Data.Length} responses; expected as many of each");
        string[] names = [.. Enumerable.Range(1, features.Columns).Select(j => $"x{j}")];
        return CovariateRecords.FromResponses(Path.GetFileNameWithoutExtension(path), features, names, response.Data, threshold);
    }
}
