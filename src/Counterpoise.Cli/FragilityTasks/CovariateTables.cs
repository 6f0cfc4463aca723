using System.Globalization;
using Counterpoise.Cli.Output;
using Counterpoise.Transfer.Experiments;
using Counterpoise.Transfer.Fitting;

namespace Counterpoise.Cli.FragilityTasks;

/// <summary>Coefficients and scores of the covariate form.</summary>
internal static class CovariateTables
{
    public static void Write(bool json, IReadOnlyList<CovariateFit> fits)
    {
        if (json)
        {
            Terminal.WriteJson(fits.Select(f => new { f.Name, f.Form, coefficients = Terms(f), f.NegativeLogLikelihood }));
            return;
        }

        Terminal.WriteTable("coefficients", ["structure", "term", ">coefficient", ">standard error", ">z"],
            fits.SelectMany(f => Terms(f).Select(t => new[] { f.Name, t.Term, Number(t.Coefficient), Number(t.Error),
                Number(t.Coefficient / t.Error) })));
    }

    public static void Write(bool json, IReadOnlyList<CovariateArmScore> scores)
    {
        if (json)
        {
            Terminal.WriteJson(scores);
            return;
        }

        Terminal.WriteTable("held-out rows of the target",
            ["strategy", ">log loss", ">average precision", ">lower than direct by", ">lower than target-only by", ">refused"],
            scores.Select(s => new[] { s.Arm, Number(s.LogLoss), Number(s.AveragePrecision), ExperimentTables.Range(s.OverDirect),
                ExperimentTables.Range(s.OverTargetOnly), s.Refused.ToString(CultureInfo.InvariantCulture) }));
    }

    private static CoefficientRow[] Terms(CovariateFit f) =>
        [.. f.FeatureNames.Prepend("intercept").Select((name, i) => new CoefficientRow(name, f.Coefficients[i], f.StandardErrors[i]))];

    private static string Number(double value) => double.IsFinite(value) ? value.ToString("G5", CultureInfo.InvariantCulture) : "–";

    private sealed record CoefficientRow(string Term, double Coefficient, double Error);
}
