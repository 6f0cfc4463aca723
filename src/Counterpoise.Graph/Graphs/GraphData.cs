using Counterpoise.Numerics;
using Counterpoise.Splits;
using Counterpoise.Tables;

namespace Counterpoise.Graph.Graphs;

/// <summary>A graph: nodes with features, classes and times where there are any, and one or more relations between them.</summary>
public sealed class GraphData
{
    /// <summary>Creates the graph and checks what belongs together.</summary>
    /// <param name="features">[n, F], finite; F may be 0.</param>
    /// <param name="relations">One or more, with different names.</param>
    /// <param name="labels">The class of each node, or null.</param>
    /// <param name="times">The time of each node in seconds, [n], or null.</param>
    /// <exception cref="GraphFormatException">An edge has a node that is not there, or comes from a later node; a feature or time is not a
    /// number; the message lists the first places.</exception>
    public GraphData(DenseMatrix features, IReadOnlyList<Relation> relations, Labels? labels = null, double[]? times = null)
    {
        ArgumentNullException.ThrowIfNull(features);
        ArgumentNullException.ThrowIfNull(relations);
        (Features, Relations, Labels, Times) = (features, relations, labels, times);
        NodeNames = [];
        FeatureNames = [.. Enumerable.Range(0, features.Columns).Select(c => $"x{c}")];
        GraphCheck.Require(this);
    }

    /// <summary>What describes the nodes, [n, F].</summary>
    public DenseMatrix Features { get; }

    /// <summary>The relations.</summary>
    public IReadOnlyList<Relation> Relations { get; }

    /// <summary>The class of each node, or null.</summary>
    public Labels? Labels { get; }

    /// <summary>Whether the class of each node is known, or null where all are; the code of an unknown one means nothing.</summary>
    public bool[]? LabelKnown { get; init; }

    /// <summary>The time of each node in seconds, or null.</summary>
    public double[]? Times { get; }

    /// <summary>The number of nodes, n.</summary>
    public int NodeCount => Features.Rows;

    /// <summary>Names of the features, F.</summary>
    public IReadOnlyList<string> FeatureNames { get; init; }

    /// <summary>What the file calls the nodes; empty where it numbers them.</summary>
    public IReadOnlyList<string> NodeNames { get; init; }

    /// <summary>The graph of each node where the data are many graphs, or null.</summary>
    public int[]? GraphOf { get; init; }

    /// <summary>The class of each graph, or null.</summary>
    public Labels? GraphLabels { get; init; }

    /// <summary>Splits that came with the data, such as the ten of the heterophilous benchmarks; empty without.</summary>
    public IReadOnlyList<Split> GivenSplits { get; init; } = [];

    /// <summary>The same nodes with other relations.</summary>
    /// <param name="relations">One or more.</param>
    public GraphData With(IReadOnlyList<Relation> relations) => new(Features, relations, Labels, Times)
    {
        FeatureNames = FeatureNames,
        NodeNames = NodeNames,
        GraphOf = GraphOf,
        GraphLabels = GraphLabels,
        GivenSplits = GivenSplits,
        LabelKnown = LabelKnown,
    };

    /// <summary>The nodes whose class is known, ascending.</summary>
    public int[] LabelledNodes() => [.. Enumerable.Range(0, Labels is null ? 0 : NodeCount)
        .Where(n => LabelKnown is null || LabelKnown[n])];

    /// <summary>The class with the fewest labelled nodes, at least one; ties go to the lower code.</summary>
    /// <exception cref="InvalidOperationException">The graph has no labels, or no labelled node.</exception>
    public int MinorityClass() => RequireLabels().Select(LabelledNodes()).MinorityClass();

    /// <summary>The labels, which must be there.</summary>
    /// <exception cref="InvalidOperationException">The graph has none.</exception>
    public Labels RequireLabels() =>
        Labels ?? throw new InvalidOperationException("this graph has no node labels: name the column of the class when reading it");
}
