using System.Globalization;
using Counterpoise.Comparisons;
using Counterpoise.Experiments;
using Counterpoise.Graph.TimeAware;

namespace Counterpoise.Workflows.Graphs;

/// <summary>Finished arms of a comparison on a graph in a folder, so that an interrupted one goes on.</summary>
internal sealed class GraphCells
{
    // Raised whenever an arm of the same name and options would come out otherwise.
    private const int Protocol = 2;

    private readonly CellStore? _store;
    private readonly KeyValuePair<string, string>[] _settings;

    public GraphCells(GraphComparingOptions options)
    {
        _store = options.Folder is null ? null : new CellStore(Path.Combine(options.Folder, "cells"));
        _settings = _store is null ? [] : [.. Reading(options.Data),
            new("network.epochs", Text(options.Epochs)), new("network.width", Text(options.Width)),
            new("apps.topologies", Text(options.Topologies)), new("apps.windows", Text(options.Windows)),
            new("apps.conflict_share", Text(options.ConflictShare)), new("apps.hidden_share", Text(options.HiddenShare))];
    }

    /// <summary>An arm that was finished before; null where it was not.</summary>
    public (double[] Values, double Seconds)? Find(string arm, ulong seed, IReadOnlyList<string> metrics) =>
        _store?.Find(KeyOf(arm, seed)) is { } cell && metrics.All(m => cell.Metrics.ContainsKey(GraphComparison.KeyOf(m)))
            ? ([.. metrics.Select(m => cell.Metrics[GraphComparison.KeyOf(m)])], cell.Seconds) : null;

    /// <summary>Keeps a finished arm.</summary>
    public void Keep(string arm, ulong seed, double seconds, IReadOnlyList<string> metrics, IReadOnlyList<double> values) =>
        _store?.Keep(new ComparisonCell
        {
            Scenario = "graph",
            Method = arm,
            Seed = (long)seed,
            ConfigHash = KeyOf(arm, seed),
            Metrics = metrics.Zip(values).ToDictionary(m => GraphComparison.KeyOf(m.First), m => m.Second),
            Seconds = seconds,
        });

    private static IEnumerable<KeyValuePair<string, string>> Reading(GraphDataOptions data) =>
    [
        new("data", Content(data.Data)), new("nodes", Content(data.Nodes)),
        new("events", data.Events switch { null => "none", EventLayout.Ratings => "ratings", EventLayout.Card => "card",
            var other => throw new ArgumentOutOfRangeException(nameof(data), other, "no layout of events") }),
        new("id", data.Id), new("label", Text(data.Label)), new("positive_when", Text(data.PositiveWhen)),
        new("unknown_labels", ConfigHash.Of(data.UnknownLabels.Select((l, i) => KeyValuePair.Create(Text(i), l)))),
        new("time", Text(data.Time)),
        new("exclude", ConfigHash.Of(data.Exclude.Select((c, i) => KeyValuePair.Create(Text(i), c)))),
        new("source", data.Source), new("target", data.Target), new("relation", Text(data.Relation)),
        new("directed", data.Directed ? "true" : "false"), new("merge_duplicates", data.MergeDuplicates ? "true" : "false"),
        new("labels", data.Labels switch { LabelMode.None => "none", LabelMode.PastKnown => "past_known", LabelMode.Leaky => "leaky",
            var other => throw new ArgumentOutOfRangeException(nameof(data), other, "no kind of labels") }),
        new("delay_days", Text(data.DelayDays)),
    ];

    private static string Content(string? file) => file is not null && File.Exists(file) ? FileFingerprint.Of(file) : Text(file);

    private static string Text(string? value) => value is null ? "none" : $"'{value}'";

    private static string Text(double? value) => value is { } number ? number.ToString("R", CultureInfo.InvariantCulture) : "none";

    private string KeyOf(string arm, ulong seed) =>
        CellKey.Of("graph", Protocol, [.. _settings, new("arm", arm), new("seed", seed.ToString(CultureInfo.InvariantCulture))]).Hash;
}
