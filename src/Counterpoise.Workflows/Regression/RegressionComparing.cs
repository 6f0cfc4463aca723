using System.Globalization;
using Counterpoise.Boosting;
using Counterpoise.Files;
using Counterpoise.ImbalancedRegression;
using Counterpoise.Reports.Systems;
using Counterpoise.Workflows.Events;

namespace Counterpoise.Workflows.Regression;

/// <summary>Compares what can be done about rare targets of regression, with each regressor on equal folds.</summary>
public static class RegressionComparing
{
    /// <summary>Compares, and writes <c>regression.json</c> and <c>report.html</c> into the folder.</summary>
    /// <param name="options">What is compared.</param>
    /// <param name="events">Told of notes and progress; null for nobody.</param>
    /// <param name="cancellationToken">Stops between cells; nothing is then written.</param>
    /// <exception cref="InputException">The table or an option cannot be used.</exception>
    public static RegressionComparingResult Run(
        RegressionComparingOptions options, IProgress<WorkflowEvent>? events = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        var regressors = options.Regressors.Select(name => Regressor(name, options)).DistinctBy(r => r.Name)
            .OrderBy(r => RegressionComparingOptions.AllRegressors.ToList().IndexOf(r.Name)).ToArray();
        var methods = InputFault.InWords(() =>
            options.Methods.Count == 0 ? RegressionMethod.All : [.. options.Methods.Select(RegressionMethod.Find)]);
        var (features, targets) = RegressionInput.Open(options, events, cancellationToken);
        return InputFault.InWords(() =>
        {
            var profile = TargetProfile.Of(targets, options);
            events.Note($"{options.Input}: {profile}");
            var comparison = RegressionComparison.Run(features, targets, new RegressionComparisonOptions
            {
                Methods = methods,
                Regressors = regressors,
                Resampling = Resampling(targets, options, options.K),
                Side = options.Side,
                Folds = options.Folds,
                Repeats = options.Repeats,
                Seed = options.Seed,
            }, events.Cells(), cancellationToken);
            foreach (var note in comparison.Cells.Where(c => c.Note is not null).GroupBy(c => (c.Method, c.Note)))
            {
                events.Note($"{note.Key.Method}, {note.Select(c => c.Fold).Distinct().Count()} folds: {note.Key.Note}");
            }

            var result = new RegressionComparingResult(comparison, RegressionVerdict.Of(comparison), profile,
                Path.Combine(options.Folder, "report.html"));
            Write(result, options);
            return result;
        });
    }

    /// <summary>The errors of each pipeline, and each method against the rows as they are, as tables.</summary>
    /// <param name="comparison">The comparison.</param>
    public static IReadOnlyList<SystemTable> Tables(RegressionComparison comparison)
    {
        ArgumentNullException.ThrowIfNull(comparison);
        return [Means(comparison), Differences(comparison)];
    }

    /// <summary>A result as one JSON document.</summary>
    /// <param name="result">The result.</param>
    public static string Json(RegressionComparingResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        return ResultJson.Text(new
        {
            verdict = result.Verdict,
            target = result.Relevance,
            differences = result.Comparison.Differences(),
            cells = result.Comparison.Cells.Select(c => new { c.Method, c.Regressor, c.Fold, c.Metrics, c.Note }),
            result.Report,
        });
    }

    /// <summary>Options of the resamplers; own control points hold for every fold, a box plot is each fold's own.</summary>
    internal static RegressionResamplingOptions Resampling(IReadOnlyList<double> targets, RegressionDataOptions options, int k) => new()
    {
        Relevance = options.Relevance.Count > 0 ? TargetProfile.Relevance(targets, options) : null,
        Threshold = options.Threshold,
        K = k,
    };

    private static IRegressor Regressor(string name, RegressionComparingOptions options) => RegressorChoice.Find(name) switch
    {
        { Name: "boosting" } => new GradientBoostingRegression(new GradientBoostingOptions { Rounds = options.Rounds }),
        var choice => choice.Create(choice.Defaults),
    };

    private static void Write(RegressionComparingResult result, RegressionComparingOptions options)
    {
        Directory.CreateDirectory(options.Folder);
        AtomicFile.WriteText(Path.Combine(options.Folder, "regression.json"), Json(result));
        SystemReport.Write(new SystemSummary
        {
            Title = $"Rare targets of regression: {Path.GetFileName(options.Input)}",
            Verdict = result.Verdict.Headline,
            Sentences = [.. result.Verdict.Sentences, $"{result.Relevance}.",
                "Within each fold gaps are filled, categories encoded, columns standardised, rows resampled or weighted, regressors "
                    + "fitted, and what is rare learned on the training split alone."],
            Tables = [.. Tables(result.Comparison), Bins(result)],
            CommandLine = options.CommandLine,
            Created = DateOnly.FromDateTime(DateTime.Today),
        }, result.Report);
    }

    /// <summary>Means over folds of every pipeline.</summary>
    private static SystemTable Means(RegressionComparison comparison) => new(
        "Errors of each pipeline",
        "Means over folds; lower is better but for R². Errors are in units of the target; relevance-weighted counts a row by how rare its "
            + "target is, rare takes rows above the threshold alone",
        ["regressor", "method", "relevance-weighted", "rare RMSE", "rare MAE", "RMSE", "MAE", "R²"],
        [.. from regressor in comparison.Regressors from method in comparison.Methods
            where comparison.Cells.Any(c => c.Regressor == regressor && c.Method == method)
            select (IReadOnlyList<string>)[regressor, method, .. RegressionMetrics.All.Where(m => m != RegressionMetrics.Sera)
                .Select(m => Number(comparison.Values(method, regressor, m)))]]);

    /// <summary>Each method against the rows as they are.</summary>
    private static SystemTable Differences(RegressionComparison comparison) => new(
        "Each method against the cheap control",
        "Difference in relevance-weighted error from post-hoc, the same regressor on the rows as they are with predictions corrected by a "
            + "line, paired by fold; below 0 the method is better. Intervals of 95% and tests allow for the rows that folds share; p after "
            + "Holm's correction over all rows of the table",
        ["regressor", "method", "difference", "95% interval", "p", "outcome"],
        [.. comparison.Differences().Select(d => (IReadOnlyList<string>)[d.Regressor, d.Method, RegressionText.Signed(d.Mean),
            d.Interval is { } i ? $"{RegressionText.Signed(i.Lower)} to {RegressionText.Signed(i.Upper)}" : "–",
            RegressionText.Number(d.PValue),
            RegressionText.Outcome(d.Outcome)])]);

    private static SystemTable Bins(RegressionComparingResult result)
    {
        RegressionPipeline[] shown = [.. new[] { result.Verdict.Best, result.Verdict.Best with { Method = RegressionMethod.None.Name } }
            .DistinctBy(p => p.ToString())];
        return new("Errors by how rare the target is",
            "Over all folds, bins of relevance from common to rare; bias is the mean of prediction less target: models of imbalanced "
                + "targets pull rare ones to the middle",
            ["pipeline", "relevance", "rows", "MAE", "RMSE"],
            [.. shown.SelectMany(p => result.Comparison.Cells.Where(c => c.Method == p.Method && c.Regressor == p.Regressor)
                .SelectMany(c => c.Bins).Where(b => b.Rows > 0).GroupBy(b => (b.From, b.To)).OrderBy(g => g.Key.From)
                .Select(g => (IReadOnlyList<string>)[p.ToString(),
                    string.Create(CultureInfo.InvariantCulture, $"{g.Key.From:0.0} to {g.Key.To:0.0}"),
                    g.Sum(b => b.Rows).ToString(CultureInfo.InvariantCulture), RegressionText.Number(Mean(g, b => b.MeanAbsoluteError)),
                    RegressionText.Number(Math.Sqrt(Mean(g, b => b.RootMeanSquaredError * b.RootMeanSquaredError)))]))]);
    }

    private static double Mean(IEnumerable<RegressionBin> bins, Func<RegressionBin, double> value) =>
        bins.Sum(b => b.Rows * value(b)) / bins.Sum(b => b.Rows);

    private static string Number(double[] values) => values.Length == 0 ? "–" : RegressionText.Number(values.Average());
}
