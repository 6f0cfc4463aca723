using Counterpoise.Augmentation;
using Counterpoise.Boosting;
using Counterpoise.Classifiers;
using Counterpoise.Messages;
using Counterpoise.Pipelines;
using Counterpoise.Profiles;
using Counterpoise.Tables;

namespace Counterpoise.Workflows.Tables;

/// <summary>
/// Asks the augmentation advisor whether synthetic rows would help logistic regression to rank the minority of two classes.
/// </summary>
internal static class SyntheticAdvice
{
    /// <summary>Cells of the table, names counted one by one, up to which <c>auto</c> asks: seconds on one core.</summary>
    public const int QuickCells = 50_000;

    /// <summary>The report and its advice, or neither, with the reason among the notes.</summary>
    public static (AugmentationReport? Report, IReadOnlyList<Advice> Advice) Of(AdvisorUse asked, Table table, List<string> notes,
        CancellationToken cancellationToken)
    {
        var labels = table.RequireLabels();
        var wanted = labels.Classes.Count == 2;
        if (asked == AdvisorUse.Off || (asked == AdvisorUse.Auto && !wanted))
            return (null, []);
        var cells = (long)table.RowCount * table.Columns.Sum(c => c is CategoricalColumn names ? names.Categories.Count : 1);
        var reason = !wanted ? $"it is for two classes, and the table has {labels.Classes.Count}"
            : table.Columns.FirstOrDefault(c => c.MissingCount > 0) is { } gaps
                ? $"column '{gaps.Name}' has missing values, which would have to be filled within each fold"
            : asked == AdvisorUse.Auto && cells > QuickCells ? $"{cells} cells take a while; --advisor on asks it"
            : null;
        if (reason is not null)
        {
            notes.Add($"the augmentation advisor was not asked: {reason}");
            return (null, []);
        }

        try
        {
            var (features, rarest) = (FeaturePreparation.Fit(table).Apply(table), labels.MinorityClass());
            var report = new AugmentationAdvisor(new LogisticRegression(new LogisticRegressionOptions { Ridge = 1e-6 }), Reference())
                .Advise(features, [.. labels.Codes.ToArray().Select(c => c == rarest ? 1 : 0)], cancellationToken: cancellationToken);
            notes.AddRange(report.Notes.Select(n => $"augmentation advisor: {n}"));
            return (report, [Words(report)]);
        }
        catch (ArgumentException refusal)
        {
            var rare = labels.Classes[labels.MinorityClass()];
            // The rows are those of a fold, and the classes 0 and 1.
            var why = refusal is DataMismatchException mismatch
                ? MismatchWords.ForComparison(mismatch.Finding.Word(part => part is ClassPart { Code: 1 } ? $"'{rare}'" : null).ToString(),
                    mismatch.Remedy?.Kind) + ", in a fold"
                : InputFault.Text(refusal).ToString();
            notes.Add($"the augmentation advisor has no answer: {why}");
            return (null, []);
        }
    }

    private static IClassifier Reference() => LightGbmLibrary.IsAvailable
        ? new GradientBoosting(new GradientBoostingOptions { Rounds = 50, MaxDepth = 3, LearningRate = 0.1 }) : new KNearestNeighbors();

    private static Advice Words(AugmentationReport report)
    {
        var (kind, what) = report.Verdict switch
        {
            AugmentationVerdict.SyntheticHelps => (AdviceKind.Do,
                "try synthetic rows with logistic regression: they help it to rank, beyond what weights do"),
            AugmentationVerdict.ReweightingSuffices => (AdviceKind.Do,
                "give logistic regression class weights: synthetic rows add nothing to them that can be seen"),
            AugmentationVerdict.ChangeTheModel => (AdviceKind.Do,
                "change the model before the data: a flexible one ranks better than logistic regression, and synthetic rows do not help "
                + "that"),
            AugmentationVerdict.Harmful => (AdviceKind.DoNot, "do not oversample for logistic regression: synthetic rows harm its ranking"),
            AugmentationVerdict.NoGainAboveMargin => (AdviceKind.DoNot,
                "do not expect synthetic rows to rank better: with logistic regression they gain less than 0.01"),
            _ => (AdviceKind.DoNot,
                "do not oversample on this evidence: there are too few positive rows to tell whether synthetic ones help logistic "
                + "regression to rank"),
        };
        return new Advice(kind, what, $"{report.Summary}, {report.Protocol}");
    }
}
