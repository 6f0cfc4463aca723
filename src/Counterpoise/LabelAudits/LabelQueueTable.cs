using Counterpoise.Tables;

namespace Counterpoise.LabelAudits;

/// <summary>The review queue as a table, for files, spreadsheets and labelling tools.</summary>
public static class LabelQueueTable
{
    /// <summary>Makes the table: a row per suspect, most suspicious first; row ids are those of the suspects.</summary>
    /// <param name="report">The audit.</param>
    /// <param name="classNames">Name of each class, [C].</param>
    /// <param name="places">Where each suspect stands, such as <c>line 26</c>, in the order of the queue; or null.</param>
    /// <exception cref="ArgumentException">There are too few names or places.</exception>
    public static Table From(LabelAuditReport report, IReadOnlyList<string> classNames, IReadOnlyList<string>? places = null)
    {
        ArgumentNullException.ThrowIfNull(report);
        ArgumentNullException.ThrowIfNull(classNames);
        var queue = report.Queue;
        if (classNames.Count < report.NoiseByClass.Length || (places is not null && places.Count != queue.Count))
            throw new ArgumentException(
                $"found {classNames.Count} class names and {places?.Count} places; expected {report.NoiseByClass.Length} names, and a "
                + $"place for each of {queue.Count} suspects or none");
        Column Numbers(string name, Func<LabelSuspect, double> value) => new NumericColumn(name, [.. queue.Select(value)]);
        return new Table(
            [
                Numbers("rank", s => s.Rank),
                Numbers("row", s => s.RowId),
                .. places is null ? Array.Empty<Column>() : [Names("place", places)],
                Names("label", [.. queue.Select(s => classNames[s.Label])]),
                Names("likely_label", [.. queue.Select(s => classNames[s.LikelyLabel])]),
                Numbers("hardness", s => s.Hardness),
                Numbers("hardness_threshold", _ => report.Threshold),
                Numbers("margin", s => s.Margin),
                Numbers("confidence", s => s.Confidence),
                Numbers("large_loss", s => s.LargeLoss),
                Numbers("others_nearby", s => s.OthersNearby),
                Numbers("nearest_other_row", s => s.NearestOther),
                Numbers("nearest_other_distance", s => s.NearestOtherDistance),
                Numbers("expected_share_at_least", s => s.ExpectedShare.AtLeast),
                Numbers("expected_share_at_most", s => s.ExpectedShare.AtMost),
                Names("reasons", [.. queue.Select(s => Describe(s.Reasons))]),
                Numbers("named_for_dropping", s => s.IsNamedForDropping ? 1 : 0),
            ],
            [.. queue.Select(s => s.RowId)]);
    }

    /// <summary>The reasons in words.</summary>
    /// <param name="reasons">The reasons.</param>
    public static string Describe(SuspectReasons reasons) => reasons == SuspectReasons.None ? "its rank alone"
        : string.Join("; ", Enum.GetValues<SuspectReasons>().Where(r => r != 0 && reasons.HasFlag(r)).Select(r => r switch
    {
        SuspectReasons.AsHardAsProbes => "as hard as rows mislabelled on purpose",
        SuspectReasons.ConfidentOfOther => "a model that has not seen it is confident of another class",
        SuspectReasons.LowMargin => "margin as low as under a class that does not exist",
        SuspectReasons.LargeLoss => "loss far above its class's",
        _ => "most of its neighbours are of other classes",
    }));

    private static CategoricalColumn Names(string name, IReadOnlyList<string> values)
    {
        var distinct = values.Distinct().ToArray();
        return new CategoricalColumn(name, distinct, [.. values.Select(v => Array.IndexOf(distinct, v))]);
    }
}
