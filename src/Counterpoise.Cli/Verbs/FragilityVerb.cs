using System.CommandLine;
using Counterpoise.Cli.Configuration;
using Counterpoise.Cli.FragilityTasks;

namespace Counterpoise.Cli.Verbs;

/// <summary>
/// <c>counterpoise fragility records.csv</c>: P(failure) over intensity, fitted alone or with the help of better-known structures.
/// </summary>
internal sealed class FragilityVerb : IVerb
{
    public static Command Create()
    {
        var input = new Argument<string>("records") { Description =
            "A table: intensities with failures and exposed, or stripes with a column of counts for each structure; or a .mat file of features and responses." };
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
        if (matlab) return MatlabTransfer.Run(parsed, path, cancellationToken);
        return experiment ? FragilityExperimenting.Run(parsed, path, cancellationToken)
            : target ? FragilityTransferring.Run(parsed, path, cancellationToken)
            : parsed.GetValue(FragilityOptions.Covariates) is { Length: > 0 }
                ? FragilityFitting.RunCovariates(parsed, path, cancellationToken)
            : FragilityFitting.Run(parsed, path, cancellationToken);
    }
}
