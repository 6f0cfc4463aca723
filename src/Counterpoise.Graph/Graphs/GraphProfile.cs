using System.Globalization;
using Counterpoise.Metrics;
using Counterpoise.Statistics;

namespace Counterpoise.Graph.Graphs;

/// <summary>How bad the imbalance of a graph is, and what its edges say about the classes.</summary>
/// <param name="Nodes">Nodes.</param>
/// <param name="Features">Features of a node.</param>
/// <param name="Classes">Names of the classes.</param>
/// <param name="Counts">Labelled nodes of each class.</param>
/// <param name="Minority">The class with the fewest nodes.</param>
/// <param name="Relations">Each relation.</param>
/// <param name="IsolatedMinority">Minority nodes that no relation reaches.</param>
/// <param name="Warnings">What to look at before training.</param>
public sealed record GraphProfile(
    int Nodes, int Features, IReadOnlyList<string> Classes, int[] Counts, int Minority, IReadOnlyList<RelationProfile> Relations,
        int IsolatedMinority,
    IReadOnlyList<string> Warnings)
{
    /// <summary>An AUROC from which one number of the structure gives the label away.</summary>
    private const double Leak = 0.95;

    /// <summary>Profiles a graph. O(n + e log e).</summary>
    /// <param name="graph">The graph, with labels.</param>
    /// <param name="rows">The nodes whose labels may be looked at, such as those of training; null for all labelled ones.</param>
    public static GraphProfile Compute(GraphData graph, int[]? rows = null)
    {
        ArgumentNullException.ThrowIfNull(graph);
        var labels = graph.RequireLabels();
        var known = new bool[graph.NodeCount];
        foreach (var row in rows ?? graph.LabelledNodes())
        {
            known[row] = true;
        }

        var counts = new int[labels.Classes.Count];
        for (var n = 0; n < known.Length; n++)
        {
            counts[labels[n]] += known[n] ? 1 : 0;
        }

        var minority = Enumerable.Range(0, counts.Length).Where(c => counts[c] > 0).DefaultIfEmpty(0).MinBy(c => counts[c]);
        var reached = new bool[graph.NodeCount];
        RelationProfile[] relations = [.. graph.Relations.Select(r => Of(r, graph, known, minority, reached))];
        var isolated = Enumerable.Range(0, graph.NodeCount).Count(n => known[n] && labels[n] == minority && !reached[n]);
        return new GraphProfile(
            graph.NodeCount, graph.Features.Columns, labels.Classes, counts, minority, relations, isolated,
                Warn(relations, labels.Classes[minority], counts[minority], isolated));
    }

    private static RelationProfile Of(Relation relation, GraphData graph, bool[] known, int minority, bool[] reached)
    {
        var labels = graph.Labels!;
        var classes = labels.Classes.Count;
        var csr = Csr.Incoming(relation, graph.NodeCount);
        var (same, ends, into, from) = (new long[classes], new long[classes], new long[classes], 0L);
        for (var e = 0; e < relation.Count; e++)
        {
            int s = relation.Sources[e], t = relation.Targets[e];
            if (known[s] && known[t] && s != t)
            {
                from++;
                into[labels[t]]++;
                ends[labels[s]]++;
                ends[labels[t]]++;
                same[labels[t]] += labels[s] == labels[t] ? 1 : 0;
            }
        }

        var degrees = Enumerable.Range(0, classes).Select(_ => new List<int>()).ToArray();
        List<int> seen = [], positives = [];
        List<double> shares = [], sizes = [];
        for (var n = 0; n < graph.NodeCount; n++)
        {
            reached[n] |= csr.Degree(n) > 0;
            if (!known[n])
            {
                continue;
            }

            degrees[labels[n]].Add(csr.Degree(n));
            positives.Add(labels[n] == minority ? 1 : 0);
            sizes.Add(csr.Degree(n));
            var (count, minorities) = (0, 0);
            foreach (var neighbor in csr.Of(n))
            {
                if (known[neighbor] && neighbor != n)
                {
                    count++;
                    minorities += labels[neighbor] == minority ? 1 : 0;
                }
            }

            if (count > 0)
            {
                seen.Add(labels[n] == minority ? 1 : 0);
                shares.Add((double)minorities / count);
            }
        }

        var homophily = from == 0 ? double.NaN : (double)same.Sum() / from;
        var chance = from == 0 ? double.NaN : ends.Sum(c => (double)c / (2 * from) * c / (2 * from));
        return new RelationProfile(
            relation.Name, relation.Count, homophily, (homophily - chance) / (1 - chance),
            [.. same.Zip(into, (s, i) => i == 0 ? double.NaN : (double)s / i)],
                [.. degrees.Select(d => d.Count == 0 ? double.NaN : d.Average())],
            [.. degrees.Select(Median)], [.. degrees.Select(d => d.Count(v => v == 0))], Separation(seen, shares),
                Separation(positives, sizes));
    }

    private static double Separation(List<int> labels, List<double> scores)
    {
        if (!labels.Contains(0) || !labels.Contains(1))
        {
            return double.NaN;
        }

        var auroc = Auroc.Of([.. labels], (ReadOnlySpan<double>)[.. scores]);
        return Math.Max(auroc, 1 - auroc);
    }

    private static double Median(List<int> values) =>
        values.Count == 0 ? double.NaN : Percentiles.Median([.. values.Select(v => (double)v)]);

    private static List<string> Warn(RelationProfile[] relations, string minority, int count, int isolated)
    {
        var warnings = new List<string>();
        if (isolated > 0)
        {
            warnings.Add($"{isolated} of {count} nodes of the minority class '{minority}' have no edges: a graph network sees only their "
                + $"features");
        }

        foreach (var relation in relations)
        {
            if (relation.NeighborLabelAuroc >= Leak)
            {
                warnings.Add(string.Create(CultureInfo.InvariantCulture,
                    $"relation '{relation.Name}': the classes of the neighbours alone give the class away (AUROC "
                        + $"{relation.NeighborLabelAuroc:0.000}); were they known when the edge was made?"));
            }

            if (relation.DegreeAuroc >= Leak)
            {
                warnings.Add(string.Create(CultureInfo.InvariantCulture,
                    $"relation '{relation.Name}': the number of edges alone gives the class away (AUROC {relation.DegreeAuroc:0.000}); "
                        + $"were they collected after the label?"));
            }

            if (relation.AdjustedHomophily < 0)
            {
                warnings.Add(string.Create(CultureInfo.InvariantCulture,
                    $"relation '{relation.Name}': edges join unlike nodes more often than chance (adjusted homophily "
                        + $"{relation.AdjustedHomophily:0.000}): a mean over neighbours blurs the minority class"));
            }
        }

        return warnings;
    }
}
