using Counterpoise.Comparisons;
using Counterpoise.Experiments;

namespace Counterpoise.Workflows.Graphs;

/// <summary>Finished arms of a comparison on a graph in a folder, so that an interrupted one goes on.</summary>
internal sealed class GraphCells
{
    // Raised whenever an arm of the same name and options would come out otherwise.
    private const string Protocol = "graph-1";

    private readonly CellStore? _store;
    private readonly Dictionary<string, string> _settings;

    public GraphCells(GraphComparingOptions options)
    {
        var data = options.Data;
        _store = options.Folder is null ? null : new CellStore(Path.Combine(options.Folder, "cells"));
        _settings = _store is null ? [] : new()
        {
            ["protocol"] = Protocol,
            ["data"] = string.Join(' ', ((string?[])[data.Data, data.Nodes]).OfType<string>()
                .Select(file => File.Exists(file) ? FileFingerprint.Of(file) : file)),
            ["reading"] = FormattableString.Invariant($"{data with { Data = "", Nodes = null, Exclude = [], UnknownLabels = [] }}")
                + $" {string.Join(',', data.Exclude)} {string.Join(',', data.UnknownLabels)}",
            ["network"] = FormattableString.Invariant($"{options.Epochs} {options.Width}"),
            ["apps"] = FormattableString.Invariant(
                $"{options.Topologies} {options.Windows} {options.ConflictShare:R} {options.HiddenShare:R}"),
        };
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

    private string KeyOf(string arm, ulong seed) => ConfigHash.Of(_settings.Append(new("arm", arm))
        .Append(new("seed", FormattableString.Invariant($"{seed}"))));
}
