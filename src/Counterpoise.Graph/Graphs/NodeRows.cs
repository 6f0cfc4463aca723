using Counterpoise.Data;
using Counterpoise.Numerics;
using Counterpoise.Tables;

namespace Counterpoise.Graph.Graphs;

/// <summary>What a table of nodes holds.</summary>
internal sealed class NodeRows
{
    internal required string[] Names { get; init; }

    internal required DenseMatrix Features { get; init; }

    internal required string[] FeatureNames { get; init; }

    internal Labels? Labels { get; init; }

    internal bool[]? LabelKnown { get; init; }

    internal double[]? Times { get; init; }

    internal int[]? GraphOf { get; init; }

    internal Labels? GraphLabels { get; init; }

    internal static NodeRows Read(GraphReadOptions options, List<GraphFault> faults, CancellationToken cancellationToken)
    {
        var kinds = new Dictionary<string, ColumnKind> { [options.Id] = ColumnKind.Categorical };
        foreach (var column in (string?[])[options.Graph, options.GraphLabel])
        {
            if (column is not null)
            {
                kinds[column] = ColumnKind.Categorical;
            }
        }

        var reading = new TableReadOptions { Target = options.Label, PositiveWhen = options.PositiveWhen, Time = options.Time,
            Exclude = options.Exclude, Kinds = kinds };
        var read = TableFile.ReadLenient(options.Nodes!, reading, cancellationToken);
        var partly = read.BadRows.Count > 0 && read.BadRows.All(b => b.Fault == RowFault.Missing && b.Column == options.Label);
        if (partly)
        {
            // A node without a class is unlabelled, and its row as good as any.
            kinds[options.Label!] = options.PositiveWhen is null ? ColumnKind.Categorical : ColumnKind.Numeric;
            read = TableFile.ReadLenient(options.Nodes!, reading with { Target = null, PositiveWhen = null }, cancellationToken);
        }

        if (read.BadRows.Count > 0)
        {
            throw new TableFormatException(options.Nodes!, read.BadRows);
        }

        var table = read.Table;
        var id = Required(table, options.Id, options.Nodes!);
        var names = new string[table.RowCount];
        var first = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var n = 0; n < names.Length; n++)
        {
            names[n] = id.Text(n);
            if (!first.TryAdd(names[n], n))
            {
                faults.Add(new(GraphFaultKind.DuplicateNode, $"{options.Nodes} {read.Place(n)}",
                    $"node '{names[n]}' is there already, {read.Place(first[names[n]])}"));
            }
        }

        Column[] features = [.. table.Columns.Where(c => c.Name != options.Id && c.Name != options.Graph && c.Name != options.GraphLabel
            && c.Name != options.Label && !options.Unused.Contains(c.Name))];
        foreach (var column in features)
        {
            for (var n = 0; n < names.Length && column.MissingCount > 0; n++)
            {
                if (column.IsMissing(n))
                {
                    faults.Add(new(GraphFaultKind.NotFinite, $"{options.Nodes} {read.Place(n)}", $"column '{column.Name}' is missing"));
                }
            }
        }

        var codes = OneHotEncoder.Fit(new Table(features)).Apply(new Table(features));
        var (labels, labelled) = partly ? Partly(table[options.Label!], options.PositiveWhen) : (table.Labels, null);
        var (graphOf, graphLabels) = Graphs(table, options, read, faults);
        return new NodeRows
        {
            Names = names,
            Features = features.Length == 0 || faults.Count > 0 ? new DenseMatrix(names.Length, 0) : codes.ToMatrix(),
            FeatureNames = features.Length == 0 || faults.Count > 0 ? [] : [.. codes.Columns.Select(c => c.Name)],
            Labels = labels,
            LabelKnown = Known(labels, labelled, options.UnknownLabels),
            Times = table.Time,
            GraphOf = graphOf,
            GraphLabels = graphLabels,
        };
    }

    internal static Column Required(Table table, string name, string path) => table.Columns.FirstOrDefault(c => c.Name == name)
        ?? throw new TableFormatException(path,
            $"there is no column '{name}'; it has {string.Join(", ", table.Columns.Select(c => c.Name))}: name the right one");

    /// <summary>The classes of the nodes that have one; the others bear the first class, and are not known.</summary>
    private static (Labels Labels, bool[] Known) Partly(Column column, ClassRule? rule)
    {
        bool[] known = [.. Enumerable.Range(0, column.Count).Select(n => !column.IsMissing(n))];
        var there = Enumerable.Range(0, known.Length).Where(n => known[n]).ToArray();
        var of = column.Select(there);
        var labels = rule?.Apply(of) ?? Labels.FromColumn(of);
        var codes = new int[known.Length];
        for (var i = 0; i < there.Length; i++)
        {
            codes[there[i]] = labels[i];
        }

        return (labels.WithCodes(codes), known);
    }

    private static bool[]? Known(Labels? labels, bool[]? labelled, IReadOnlyList<string> unknown) =>
        labels is null || (labelled is null && unknown.Count == 0) ? null
            : [.. Enumerable.Range(0, labels.Count).Select(n => labelled?[n] != false && !unknown.Contains(labels.Classes[labels[n]]))];

    private static (int[]? GraphOf, Labels? Labels) Graphs(Table table, GraphReadOptions options, TableReadResult read,
        List<GraphFault> faults)
    {
        if (options.Graph is null)
        {
            return (null, null);
        }

        var graphs = Required(table, options.Graph, options.Nodes!);
        var label = options.GraphLabel is null ? null : Required(table, options.GraphLabel, options.Nodes!);
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        var classes = new List<string>();
        var of = new int[table.RowCount];
        for (var n = 0; n < of.Length; n++)
        {
            if (places.TryAdd(graphs.Text(n), places.Count))
            {
                classes.Add(label?.Text(n) ?? "");
            }

            of[n] = places[graphs.Text(n)];
            if (label is not null && label.Text(n) != classes[of[n]])
            {
                faults.Add(new(GraphFaultKind.MixedGraphLabel, $"{options.Nodes} {read.Place(n)}",
                    $"graph '{graphs.Text(n)}' is '{label.Text(n)}' here and '{classes[of[n]]}' before"));
            }
        }

        return (of, label is null ? null : Labels.FromColumn(CategoricalColumn.FromValues(options.GraphLabel!, classes)));
    }
}
