using Counterpoise.Randomness;
using Counterpoise.Splits;

namespace Counterpoise.Graph.Graphs;

/// <summary>Splits of a graph: at random, with the test nodes unseen in training, by time, and by graph.</summary>
public static class GraphSplits
{
    /// <summary>Draws labelled nodes class by class; all edges stay, so that a model sees the test nodes' features in training.</summary>
    /// <param name="graph">The graph, with labels.</param>
    /// <param name="testShare">Share of test nodes, in (0, 1).</param>
    /// <param name="validationShare">Share of validation nodes, at least 0.</param>
    /// <param name="seed">The run's seed; the stream is named <c>graph-split</c>.</param>
    public static Split Random(GraphData graph, double testShare, double validationShare, ulong seed)
    {
        var (rows, labels) = Labelled(graph);
        return Back(StratifiedSplit.Of(labels, testShare, validationShare, new RandomStream(seed, "graph-split")), rows);
    }

    /// <summary>Takes the latest nodes as test and those before them as validation; nodes of one time stay together.</summary>
    /// <param name="graph">The graph, with labels and times.</param>
    /// <param name="testShare">Share of test nodes, in (0, 1).</param>
    /// <param name="validationShare">Share of validation nodes, at least 0.</param>
    /// <exception cref="InvalidOperationException">The nodes have no times.</exception>
    public static Split ByTime(GraphData graph, double testShare, double validationShare)
    {
        ArgumentNullException.ThrowIfNull(graph);
        var times = graph.Times ?? throw new InvalidOperationException(
            "these nodes have no times: name the column of time, or split at random");
        var (rows, labels) = Labelled(graph);
        return Back(TimeSplit.Of(labels, Array.ConvertAll(rows, r => times[r]), testShare, validationShare), rows);
    }

    /// <summary>Draws whole graphs, such as topologies, so that test graphs are unseen.</summary>
    /// <param name="graph">Many graphs with labels of nodes.</param>
    /// <param name="testShare">Share of test nodes, in (0, 1).</param>
    /// <param name="validationShare">Share of validation nodes, at least 0.</param>
    /// <param name="seed">The run's seed; the stream is named <c>graph-split</c>.</param>
    /// <exception cref="InvalidOperationException">The nodes belong to no graphs.</exception>
    public static Split ByGraph(GraphData graph, double testShare, double validationShare, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(graph);
        var of = graph.GraphOf ?? throw new InvalidOperationException(
            "these nodes belong to one graph: name the column that tells the graph of a node");
        var (rows, labels) = Labelled(graph);
        return Back(GroupSplit.Of(labels, Array.ConvertAll(rows, r => of[r]), testShare, validationShare,
            new RandomStream(seed, "graph-split")), rows);
    }

    /// <summary>
    /// The graph that training may see where test and validation nodes are new: no edge touches a node outside the training split.
    /// </summary>
    /// <param name="graph">The whole graph, seen again at prediction.</param>
    /// <param name="split">Its parts.</param>
    public static GraphData TrainingGraph(GraphData graph, Split split)
    {
        ArgumentNullException.ThrowIfNull(graph);
        ArgumentNullException.ThrowIfNull(split);
        var held = new bool[graph.NodeCount];
        foreach (var node in split.Validation.Concat(split.Test))
        {
            held[node] = true;
        }

        return graph.With([.. graph.Relations.Select(r => r.Select(
            [.. Enumerable.Range(0, r.Count).Where(e => !held[r.Sources[e]] && !held[r.Targets[e]])]))]);
    }

    /// <summary>Throws where the training split has no node of the positive class.</summary>
    /// <param name="labels">Classes of all rows.</param>
    /// <param name="training">Training rows.</param>
    /// <param name="positive">The positive class.</param>
    /// <exception cref="GraphFormatException">There is none.</exception>
    public static void RequirePositive(ReadOnlySpan<int> labels, IReadOnlyCollection<int> training, int positive = 1)
    {
        ArgumentNullException.ThrowIfNull(training);
        foreach (var row in training)
        {
            if (labels[row] == positive)
            {
                return;
            }
        }

        throw new GraphFormatException([new(GraphFaultKind.NoPositive, "training split",
            $"{training.Count} rows, none of class {positive}")]);
    }

    private static (int[] Rows, int[] Labels) Labelled(GraphData graph)
    {
        ArgumentNullException.ThrowIfNull(graph);
        var labels = graph.RequireLabels();
        var rows = graph.LabelledNodes();
        return (rows, Array.ConvertAll(rows, r => labels[r]));
    }

    private static Split Back(Split split, int[] rows) => split with
    {
        Train = Array.ConvertAll(split.Train, r => rows[r]),
        Validation = Array.ConvertAll(split.Validation, r => rows[r]),
        Test = Array.ConvertAll(split.Test, r => rows[r]),
    };
}
