using Counterpoise.Data;
using Counterpoise.Tables;

namespace Counterpoise.Graph.Graphs;

/// <summary>The edges of one relation as they are read.</summary>
internal sealed class EdgeRows(string name)
{
    private readonly List<int> _sources = [], _targets = [];
    private readonly List<double> _times = [];
    private readonly List<string> _labels = [];
    private readonly Dictionary<(int, int), string> _seen = [];

    internal static void Read(EdgeTable file, GraphReadOptions options, Dictionary<string, int> places, NodeRows? nodes, Dictionary<string,
        EdgeRows> relations, List<GraphFault> faults, CancellationToken cancellationToken)
    {
        var kinds = new Dictionary<string, ColumnKind> { [file.Source] = ColumnKind.Categorical, [file.Target] = ColumnKind.Categorical };
        foreach (var column in (string?[])[file.RelationColumn, file.Label])
        {
            if (column is not null)
            {
                kinds[column] = ColumnKind.Categorical;
            }
        }

        var read = TableFile.ReadLenient(file.Path, new TableReadOptions { Time = file.Time, Kinds = kinds }, cancellationToken);
        if (read.BadRows.Count > 0)
        {
            throw new TableFormatException(file.Path, read.BadRows);
        }

        Column source = NodeRows.Required(read.Table, file.Source, file.Path),
            target = NodeRows.Required(read.Table, file.Target, file.Path);
        var relation = file.RelationColumn is null ? null : NodeRows.Required(read.Table, file.RelationColumn, file.Path);
        var label = file.Label is null ? null : NodeRows.Required(read.Table, file.Label, file.Path);
        var own = file.Name ?? Path.GetFileNameWithoutExtension(file.Path);
        for (var row = 0; row < read.Table.RowCount; row++)
        {
            var name = relation?.Text(row) ?? own;
            if (!relations.TryGetValue(name, out var rows))
            {
                relations[name] = rows = new EdgeRows(name);
            }

            rows.Add(source.Text(row), target.Text(row), read.Table.Time is { } times ? times[row] : null, label?.Text(row),
                $"{file.Path} {read.Place(row)}", options, places, nodes, faults);
        }
    }

    internal Relation ToRelation() => new(
        name, [.. _sources], [.. _targets], _times.Count > 0 ? [.. _times] : null,
        _labels.Count > 0 ? Labels.FromColumn(CategoricalColumn.FromValues("edge", _labels)) : null);

    private void Add(string source, string target, double? time, string? label, string place, GraphReadOptions options, Dictionary<string,
        int> places, NodeRows? nodes, List<GraphFault> faults)
    {
        foreach (var end in (string[])[source, target])
        {
            if (nodes is null)
            {
                places.TryAdd(end, places.Count);
            }
            else if (!places.ContainsKey(end))
            {
                faults.Add(new(GraphFaultKind.MissingNode, place,
                    $"'{source}' to '{target}': there is no node '{end}' in {options.Nodes}"));
                return;
            }
        }

        int from = places[source], to = places[target];
        var pair = options.Directed || from <= to ? (from, to) : (to, from);
        if (!_seen.TryAdd(pair, place))
        {
            if (!options.MergeDuplicates)
            {
                faults.Add(new(GraphFaultKind.DuplicateEdge, place,
                    $"'{source}' to '{target}' stands in relation '{name}' already, {_seen[pair]}"));
            }

            return;
        }

        // Edges that go both ways cannot run from later to earlier alone: only directed ones can come from the future.
        if (options.Directed && GraphCheck.Edge(from, to, time, nodes?.Names.Length ?? places.Count, nodes?.Times) is { } fault)
        {
            faults.Add(new(fault.Kind, place, $"'{source}' to '{target}': {fault.Found}"));
            return;
        }

        _sources.Add(from);
        _targets.Add(to);
        if (time is { } at)
        {
            _times.Add(at);
        }

        if (label is not null)
        {
            _labels.Add(label);
        }
    }
}
