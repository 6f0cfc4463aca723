using System.CommandLine;
using Counterpoise.Cli.Configuration;
using Counterpoise.Cli.FragilityTasks;
using Counterpoise.Cli.Output;
using Counterpoise.Cli.TableTasks;
using Counterpoise.Workflows.Fragility;
using Counterpoise.Workflows;

namespace Counterpoise.Cli.Verbs;

/// <summary>
/// <c>counterpoise fragility records.csv</c>: P(failure) over intensity, fitted alone or with the help of better-known structures.
/// </summary>
internal static class FragilityVerb
{
    public static Command Create()
    {
        var input = new Argument<string>("records") { Description =
            "A table: intensities with failures and exposed, or stripes with a column of counts for each structure; or a .mat file of "
                + "features and responses." };
        var command =
            new Command("fragility",
                "Fragility curves of structures that seldom fail: fitted, or transferred from better-known ones.") { input };
        FragilityOptions.AddTo(command);
        command.SetAction((parsed, cancellationToken) => Task.Run(() =>
            Run(parsed, parsed.GetValue(input)!, cancellationToken), cancellationToken));
        DryRun.Check(command, parsed =>
        {
            FragilityOptions.Fit(parsed);
            FragilityOptions.Transfer(parsed);
        });
        return command;
    }

    private static int Run(ParseResult parsed, string path, CancellationToken cancellationToken)
    {
        var matlab = Path.GetExtension(path).Equals(".mat", StringComparison.OrdinalIgnoreCase);
        if (!matlab) IgnoredOptions.Refuse(parsed, [FragilityOptions.Threshold, FragilityOptions.SourceFile],
            $"is for .mat files, and '{path}' is none");
        else IgnoredOptions.Refuse(parsed, TableModelOptions.Reading, $"is for tables, and '{path}' is a .mat file");
        var (target, experiment) = (parsed.GetValue(FragilityOptions.Target) is not null,
            parsed.GetValue(FragilityOptions.Experiment) is not null);
        if (!target) IgnoredOptions.Refuse(parsed, [FragilityOptions.Sources, FragilityOptions.Closest, FragilityOptions.CurveFile,
            FragilityOptions.Strategy, FragilityOptions.AllowConflict], "is for a --target");
        if (target && experiment)
            throw new InputException(
                "--target learns one structure's curve, --experiment makes every structure a target: leave one of them out");
        if (target) IgnoredOptions.Refuse(parsed, [FragilityOptions.Firth, FragilityOptions.Covariance, FragilityOptions.FailureWeight,
            FragilityOptions.State, FragilityOptions.Capacity, FragilityOptions.Covariates],
                "is for plain fits, and --target asks for transfer");
        if (matlab) return Matlab(parsed, path, cancellationToken);
        if (experiment) return ExperimentTables.Run(parsed, path, cancellationToken);
        if (target)
        {
            var (structures, report) = FragilityTransferring.Run(FragilityOptions.Transferring(parsed, path), new ConsoleEvents(),
                cancellationToken);
            FragilityOutput.Write(parsed, path, structures, report, cancellationToken);
        }
        else if (parsed.GetValue(FragilityOptions.Covariates) is { Length: > 0 })
            CovariateTables.Write(parsed.GetValue(SharedOptions.Json), FragilityFitting.RunCovariates(FragilityOptions.Data(parsed, path),
                FragilityOptions.CovariateFit(parsed), new ConsoleEvents(), cancellationToken));
        else
            FragilityOutput.Write(parsed, path, FragilityFitting.Run(FragilityOptions.Data(parsed, path), FragilityOptions.Fit(parsed),
                new ConsoleEvents(), cancellationToken), transfer: null, cancellationToken);
        return ExitCode.Ok;
    }

    private static int Matlab(ParseResult parsed, string path, CancellationToken cancellationToken)
    {
        var (options, json) = (FragilityOptions.Matlab(parsed, path), parsed.GetValue(SharedOptions.Json));
        if (options.SourceFile is null)
        {
            CovariateTables.Write(json, [MatlabTransfer.Fit(options, FragilityOptions.CovariateFit(parsed))]);
            return ExitCode.Ok;
        }

        var draws = parsed.GetValue(FragilityOptions.Experiment) ?? throw new InputException(
            "with --source-file the strategies are compared over draws of a scarce target: say how many with --experiment");
        CovariateTables.Write(json, MatlabTransfer.Compare(options, draws, parsed.GetValue(FragilityOptions.Form), new ConsoleEvents(),
            cancellationToken));
        return ExitCode.Ok;
    }
}
