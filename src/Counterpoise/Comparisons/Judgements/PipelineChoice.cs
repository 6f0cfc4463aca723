namespace Counterpoise.Comparisons;

/// <summary>
/// The pipeline to take, chosen on inner folds of the training rows and estimated on the outer folds, and the simplest pipeline within one
/// standard error of it. A method whose gain over the strongest control with the same classifier is not shown is not taken.
/// </summary>
/// <remarks>
/// References: Varma and Simon, BMC Bioinformatics 2006, doi:10.1186/1471-2105-7-91 (nested choice); Breiman, Friedman, Olshen and Stone,
/// 1984 (one standard error).
/// </remarks>
public sealed record PipelineChoice
{
    /// <summary>The metric that chose.</summary>
    public required string Metric { get; init; }

    /// <summary>The pipeline to take.</summary>
    public required PipelineEstimate Best { get; init; }

    /// <summary>
    /// The simplest one within one standard error of the best on the inner folds: a simpler classifier first, then a simpler method; may
    /// be the best itself.
    /// </summary>
    public required PipelineEstimate Simplest { get; init; }

    /// <summary>The pipeline that was ahead on the inner folds though its gain is not shown; null where that is the best itself.</summary>
    public PipelineEstimate? Ahead { get; init; }

    /// <summary>Chooses; null where the cells hold no inner estimates, or no pipeline has them everywhere.</summary>
    /// <param name="comparison">The comparison.</param>
    /// <param name="controls">The comparison with the controls, in the metric that is to choose.</param>
    public static PipelineChoice? Of(Comparison comparison, ControlComparison controls)
    {
        ArgumentNullException.ThrowIfNull(comparison);
        ArgumentNullException.ThrowIfNull(controls);
        var all = new PipelineSearch(comparison, controls.Metric, _ => true);
        if (all.Best() is not { } ahead)
            return null;
        var shown = controls.Groups.SelectMany(g => g.Differences.Where(d => d.Outcome == VerdictOutcome.Helps)
            .Select(d => (g.Classifier, d.MethodA))).ToHashSet();
        var contestants = new Contestants(comparison, MetricNames.Plain(controls.Metric));
        var cheap = contestants.Controls.Select(m => m.Name).ToHashSet();
        // With a single classifier the groups do not name it.
        bool IsShown((string? Classifier, string Method) p) => shown.Contains(p)
            || (comparison.Classifiers.Count < 2 && shown.Contains((null, p.Method)));
        var search = new PipelineSearch(comparison, controls.Metric, p => cheap.Contains(p.Method) || IsShown(p));
        return search.Best() is not { } best || search.Simplest() is not { } simplest ? null : new PipelineChoice
        {
            Metric = controls.Metric,
            Best = best,
            Simplest = simplest,
            Ahead = (ahead.Classifier, ahead.Method) == (best.Classifier, best.Method) ? null : ahead,
        };
    }
}
