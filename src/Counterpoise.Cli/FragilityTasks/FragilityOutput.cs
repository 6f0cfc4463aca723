using System.CommandLine;
using System.Globalization;
using Counterpoise.Cli.Output;
using Counterpoise.Reports.Fragility;
using Counterpoise.Transfer.Curves;
using Counterpoise.Transfer.Strategies;
using Counterpoise.Workflows.Fragility;

namespace Counterpoise.Cli.FragilityTasks;

/// <summary>Prints curves as tables or JSON, and writes the report and the FEMA P-58 file.</summary>
internal static class FragilityOutput
{
    /// <summary>Writes the files that are asked for, and prints the curves.</summary>
    public static void Write(ParseResult parsed, string path, IReadOnlyList<FragilityStructure> structures, TransferReport? transfer,
        CancellationToken cancellationToken)
    {
        var options = FragilityOptions.Output(parsed);
        structures = FragilityWriting.Run(path, structures, transfer, options, new ConsoleEvents(), cancellationToken);
        double[] at = [.. options.At];
        var confidence = options.Confidence;
        if (parsed.GetValue(SharedOptions.Json))
        {
            Terminal.WriteJson(new { confidence, structures = structures.Select(s => Document(s, at, confidence)),
                transfer = transfer is null ? null : Document(transfer, confidence) });
            return;
        }

        Parameters(structures, confidence);
        if (transfer is not null) Strategies(transfer);
        if (at.Length > 0) Curves(structures, at, confidence);
        if (transfer is null) Forms(structures);
        Tell(structures, transfer);
    }

    private static void Parameters(IReadOnlyList<FragilityStructure> structures, double confidence)
    {
        var hazard = structures.Any(s => s.Frequency is not null);
        string[] columns = ["structure", ">failures", ">exposed", ">theta", ">from", ">to", ">beta", ">from", ">to", ">epistemic",
            ">total"];
        Terminal.WriteTable("curves", hazard ? [.. columns, ">a year", ">in 50 years"] : columns, structures.Select(s =>
        {
            var (median, beta, split) = (s.Curve.MedianInterval(confidence), s.Curve.DispersionInterval(confidence),
                DispersionSplit.From(s.Curve));
            string[] cells =
            [
                s.Name, Count(s.Records?.FailureCount), Count(s.Records?.TrialCount), Number(s.Curve.Median), Number(median?.Lower),
                    Number(median?.Upper),
                Number(s.Curve.Dispersion), Number(beta?.Lower), Number(beta?.Upper), Number(split.Epistemic), Number(split.Total),
            ];
            return hazard ? [.. cells, Number(s.Frequency?.Value), Number(s.Frequency?.Probability50Years)] : cells;
        }));
    }

    private static void Strategies(TransferReport transfer) => Terminal.WriteTable(
        $"strategies for {transfer.Problem.Target.Name}", ["strategy", ">theta", ">beta", ">log loss", ">Brier", ">average precision",
            ">expected/observed", "remark"],
        transfer.Strategies.Select(s => new[]
        {
            s.Name, Number(s.Fit?.Curve.Median), Number(s.Fit?.Curve.Dispersion), Number(s.Score?.LogLoss), Number(s.Score?.Brier),
                Number(s.Score?.AveragePrecision), Number(s.Score?.ExpectedOverObserved),
            s.Refusal is not null ? "refused" : s.Name == transfer.Chosen ? "chosen" : s.IsControl ? "control" : "",
        }));

    private static void Curves(IReadOnlyList<FragilityStructure> structures, double[] at, double confidence) => Terminal.WriteTable(
        "curves at intensities", ["structure", ">intensity", ">P(failure)", ">from", ">to"],
        structures.SelectMany(s => FragilityTable.Compute(s.Curve, at, confidence)
            .Select(r => new[] { s.Name, Number(r.Intensity), Number(r.Probability), Number(r.Band?.Lower), Number(r.Band?.Upper) })));

    private static void Forms(IReadOnlyList<FragilityStructure> structures)
    {
        var rows = structures.SelectMany(s => s.Forms.Select(f =>
            new[] { s.Name, EnumNames.Of(f.Form), Number(f.Fit.Curve.Median), Number(f.Fit.Curve.Beta), Number(f.Fit.Aic),
                Number(f.LeaveOneOut) })).ToArray();
        if (rows.Length > 0) Terminal.WriteTable("forms", ["structure", "form", ">theta", ">beta", ">AIC", ">leave-one-out"], rows);
    }

    private static void Tell(IReadOnlyList<FragilityStructure> structures, TransferReport? transfer)
    {
        foreach (var structure in structures)
        {
            foreach (var note in structure.Notes) Terminal.Say($"{structure.Name}: {note}");
            if (structure.Frequency is { BeyondHazard: > 0.1 } f)
                Terminal.Say(
                    $"{structure.Name}: {f.BeyondHazard:0%} of the failures a year come from beyond the hazard curve's strongest "
                        + $"intensity: extend it");
        }

        if (transfer is null) return;
        Terminal.Say($"{transfer.Chosen}: {transfer.ChosenBy}");
        foreach (var refused in transfer.Strategies.Where(s => s.Refusal is not null)) Terminal.Say(
            $"{refused.Name} is refused: {refused.Refusal}");
        if (transfer.LeftOut.Count > 0)
            Terminal.Say(
                $"left out, for the target's records contradict them: {string.Join(", ", transfer.LeftOut)} (--allow-conflict blends "
                    + $"them)");
    }

    private static object Document(FragilityStructure s, double[] at, double confidence) => new
    {
        s.Name, failures = s.Records?.FailureCount, exposed = s.Records?.TrialCount, theta = s.Curve.Median,
            thetaInterval = s.Curve.MedianInterval(confidence), beta = s.Curve.Dispersion,
        betaInterval = s.Curve.DispersionInterval(confidence), dispersion = DispersionSplit.From(s.Curve), annualFrequency = s.Frequency,
        curve = FragilityTable.Compute(s.Curve, at.Length > 0 ? at : FragilityTable.Spread(s.Curve), confidence),
        forms = s.Forms.Select(f => new { f.Form, theta = f.Fit.Curve.Median, beta = f.Fit.Curve.Beta, f.Fit.Aic, f.LeaveOneOut }), s.Notes,
    };

    private static object Document(TransferReport t, double confidence) => new
    {
        target = t.Problem.Target.Name, t.Chosen, t.ChosenBy, t.LeftOut, t.DomainAuc, t.Conflicts, t.Influences,
        strategies = t.Strategies.Select(s => new
        {
            s.Name, s.Description, s.IsControl, s.Refusal, theta = s.Fit?.Curve.Median,
                thetaInterval = s.Fit?.Curve.MedianInterval(confidence), beta = s.Fit?.Curve.Dispersion, s.Score, s.Fit?.Figures,
                    s.Fit?.Notes,
        }),
    };

    private static string Count(int? count) => count is { } c ? c.ToString(CultureInfo.InvariantCulture) : "–";

    private static string Number(double? value) => value is { } v && double.IsFinite(v) ? v.ToString("G5", CultureInfo.InvariantCulture)
        : "–";
}
