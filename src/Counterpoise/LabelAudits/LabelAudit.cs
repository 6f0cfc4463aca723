using Counterpoise.Classifiers;
using Counterpoise.Numerics;
using Counterpoise.Pipelines;
using Counterpoise.Tables;

namespace Counterpoise.LabelAudits;

/// <summary>
/// Looks for rows of the rare classes among the rows of a frequent one: a network learns with some rare rows mislabelled on purpose, and
/// rows that stay as hard as these probes are suspects. The result is a ranked queue for a person, with reasons.
/// </summary>
/// <remarks>
/// S is the bias-corrected moving average of 1 − p(y) over the epochs; the threshold is the probes' mean S. Beside it stand confident
/// learning on out-of-fold probabilities, the area under the margin and a mixture of losses. Costs rounds + 2 trainings of the scout and
/// one of the model per fold. On real tables most rows above the threshold are hard and rightly labelled: dropping them is a choice, not a
/// repair. Reference: Hao et al., arXiv:2606.19186; differences: the average is bias-corrected, the probes are of all other classes
/// together, several rounds are averaged, and nothing is dropped.
/// </remarks>
public static class LabelAudit
{
    /// <summary>
    /// Audits the labels of a table; missing values are filled, numbers scaled and categories encoded with figures of all rows.
    /// </summary>
    /// <param name="table">Rows with labels of two classes at least. Rows of a group are mislabelled and folded together.</param>
    /// <param name="options">Options; null takes the defaults.</param>
    /// <param name="model">What gives out-of-fold probabilities; null takes a network like the scout.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="ArgumentException">Options are wrong, or the audited class is the only one or has no rows.</exception>
    /// <exception cref="InvalidOperationException">The table has no target.</exception>
    public static LabelAuditReport Run(Table table, LabelAuditOptions? options = null, IClassifier? model = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(table);
        var labels = table.RequireLabels();
        var preparation = FeaturePreparation.Fit(table);
        var chosen = model?.WithCategories(preparation.CategoryColumns);
        return Run(preparation.Apply(table), labels.Codes, labels.Classes.Count, table.RowIds,
            table.Groups is { } groups ? groups.Codes : [], options, chosen, cancellationToken);
    }

    /// <summary>Audits labels of rows of numbers, such as frozen features of images.</summary>
    /// <param name="features">n × d finite numbers of comparable scale.</param>
    /// <param name="labels">n classes in [0, <paramref name="classCount"/>).</param>
    /// <param name="classCount">Number of classes, at least 2.</param>
    /// <param name="rowIds">n ids, or empty for the places of the rows.</param>
    /// <param name="groups">The group of each row, or empty.</param>
    /// <param name="options">Options; null takes the defaults.</param>
    /// <param name="model">What gives out-of-fold probabilities; null takes a network like the scout.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="ArgumentException">Shapes, classes, features or options are wrong.</exception>
    public static LabelAuditReport Run(DenseMatrix features, ReadOnlySpan<int> labels, int classCount, ReadOnlySpan<long> rowIds = default,
        ReadOnlySpan<int> groups = default,
        LabelAuditOptions? options = null, IClassifier? model = null, CancellationToken cancellationToken = default)
    {
        options ??= new LabelAuditOptions();
        options.Validate();
        TrainingRows.Check(features, labels, classCount, default);
        var data = new AuditedRows(features, labels.ToArray(), classCount, Audited(labels, classCount, options),
            groups.IsEmpty ? null : groups.ToArray());
        long[] ids = rowIds.IsEmpty ? [.. Enumerable.Range(0, data.Rows).Select(i => (long)i)] : rowIds.ToArray();
        var rounds = ProbeRounds.Of(data, options, cancellationToken);
        var margins = MarginThreshold.Of(data, options, cancellationToken);
        var confident = ConfidentLearning.Estimate(data.Labels, OutOfFold.Probabilities(data, options, model, cancellationToken),
            classCount);
        var losses = LossMixture.Probabilities(rounds.MeanLoss, data.Labels, classCount);
        var signs = new AuditSigns(rounds, margins, confident, losses);
        return new AuditJudgement(data, options, signs, ids).Report(cancellationToken);
    }

    private static int Audited(ReadOnlySpan<int> labels, int classCount, LabelAuditOptions options)
    {
        var counts = new int[classCount];
        foreach (var label in labels) counts[label]++;
        if (counts.Count(c => c > 0) < 2)
            throw new ArgumentException(
                $"all {labels.Length} rows are of one class; an audit needs rows of another that may hide among them", nameof(labels));
        var audited = options.AuditedClass ?? Array.IndexOf(counts, counts.Max());
        if ((uint)audited >= (uint)classCount || counts[audited] == 0)
            throw new ArgumentException(
                $"{nameof(LabelAuditOptions.AuditedClass)} is {audited}; expected a class with rows in [0, {classCount})", nameof(options));
        return audited;
    }
}
