using Counterpoise.Graph.Graphs;
using Counterpoise.Numerics;
using Counterpoise.Randomness;
using Counterpoise.Tables;

namespace Counterpoise.Tests.Graph.Graphs;

public class GraphDataTests
{
    [Fact]
    public void A_graph_in_memory_refuses_what_a_file_refuses()
    {
        var features = DenseMatrix.FromRows([[1.0], [double.NaN], [3.0]]);
        var faults = Assert.Throws<GraphFormatException>(() =>
            new GraphData(features, [new Relation("r", [0, 2, 5], [1, 1, 0])], times: [1, 2, 3])).Faults;
        Assert.Equal([GraphFaultKind.NotFinite, GraphFaultKind.FutureEdge, GraphFaultKind.MissingNode], faults.Select(f => f.Kind));
        Assert.Contains("relation 'r', edge 2", faults[2].Place);
    }

    [Fact]
    public void Tolokers_has_its_nodes_edges_and_ten_splits()
    {
        var graph = GraphArchive.Read(Repository.Data("graphs/tolokers.npz"));
        Assert.Equal((11758, 10, 1038000, 10), (graph.NodeCount, graph.Features.Columns, graph.Relations[0].Count,
            graph.GivenSplits.Count));
        Assert.Equal(graph.NodeCount, graph.GivenSplits[0].Train.Length + graph.GivenSplits[0].Validation.Length
            + graph.GivenSplits[0].Test.Length);

        var profile = GraphProfile.Compute(graph);
        Assert.Equal(1, profile.Minority);
        Assert.Equal(0.595, profile.Relations[0].Homophily, 0.001);
        Assert.Equal(0.093, profile.Relations[0].AdjustedHomophily, 0.001);
    }

    [Fact]
    public void Reddit_has_366_outliers()
    {
        var graph = GraphArchive.Read(Repository.Data("graphs/reddit.npz"));
        Assert.Equal(366, graph.RequireLabels().ClassCounts().Min());
        Assert.Equal(64, graph.Features.Columns);
    }

    [Fact]
    public void A_profile_is_what_one_counts_by_hand()
    {
        // 0 and 1 are frauds; edges 0-1, 0-2, 2-3; node 4 is alone.
        var graph = new GraphData(
            new DenseMatrix(5, 1), [new Relation("r", [0, 0, 2], [1, 2, 3]).Symmetric()],
                new Labels("y", ["normal", "fraud"], [1, 1, 0, 0, 0]));
        var profile = GraphProfile.Compute(graph);
        var relation = profile.Relations[0];

        Assert.Equal([3, 2], profile.Counts);
        Assert.Equal(4.0 / 6, relation.Homophily, 12);
        // Half of the edge ends are frauds: chance is 1/2.
        Assert.Equal(((4.0 / 6) - 0.5) / 0.5, relation.AdjustedHomophily, 12);
        Assert.Equal([2.0 / 3, 2.0 / 3], relation.ClassHomophily);
        Assert.Equal([1, 1.5], relation.MeanDegree);
        Assert.Equal([1, 1.5], relation.MedianDegree);
        Assert.Equal([1, 0], relation.Isolated);
        // Frauds have shares 1/2 and 1, normals 1/2 and 0: three and a half of four pairs are in order.
        Assert.Equal(3.5 / 4, relation.NeighborLabelAuroc, 12);
        Assert.Equal(0, profile.IsolatedMinority);
    }

    [Fact]
    public void A_profile_warns_of_edges_that_give_the_class_away_and_of_minority_nodes_alone()
    {
        var labels = new Labels("y", ["normal", "fraud"], [1, 1, 1, 0, 0, 0, 0]);
        var graph = new GraphData(new DenseMatrix(7, 1), [new Relation("r", [0, 3, 4], [1, 4, 5]).Symmetric()], labels);
        var warnings = GraphProfile.Compute(graph).Warnings;
        Assert.Contains(warnings, w => w.StartsWith("1 of 3 nodes", StringComparison.Ordinal));
        Assert.Contains(warnings, w => w.Contains("the classes of the neighbours alone", StringComparison.Ordinal));
    }

    [Fact]
    public void A_split_by_time_puts_the_latest_into_the_test_part()
    {
        var graph = SmallGraphs.Random(100, 1, times: true);
        var split = GraphSplits.ByTime(graph, 0.2, 0.2);
        Assert.True(split.Train.Max() < split.Validation.Min() && split.Validation.Max() < split.Test.Min());
    }

    [Fact]
    public void In_an_inductive_split_no_training_edge_touches_a_held_out_node()
    {
        var graph = SmallGraphs.Random(200, 2);
        var split = GraphSplits.Random(graph, 0.3, 0.2, 5);
        var seen = GraphSplits.TrainingGraph(graph, split).Relations[0];
        var training = split.Train.ToHashSet();
        Assert.All(seen.Sources.Concat(seen.Targets), n => Assert.Contains(n, training));
        Assert.InRange(seen.Count, 1, graph.Relations[0].Count - 1);
        Assert.Equal(split.Test, GraphSplits.Random(graph, 0.3, 0.2, 5).Test);
        Assert.NotEqual(split.Test, GraphSplits.Random(graph, 0.3, 0.2, 6).Test);
    }

    [Fact]
    public void A_split_by_graph_keeps_graphs_whole()
    {
        var small = SmallGraphs.Random(120, 3);
        var graph = new GraphData(small.Features, small.Relations, small.Labels) { GraphOf =
            [.. Enumerable.Range(0, 120).Select(n => n / 6)] };
        var split = GraphSplits.ByGraph(graph, 0.25, 0.25, 1);
        var test = split.Test.Select(n => n / 6).ToHashSet();
        Assert.Equal(test.Count * 6, split.Test.Length);
        Assert.Empty(split.Train.Concat(split.Validation).Where(n => test.Contains(n / 6)));
    }

    [Fact]
    public void Training_without_a_positive_is_refused() =>
        Assert.Equal(GraphFaultKind.NoPositive, Assert.Throws<GraphFormatException>(() => GraphSplits.RequirePositive([0, 0, 1], [0, 1]))
            .Faults[0].Kind);

    [Fact]
    public void Neighbours_are_drawn_without_repeats_from_the_edges_and_alike_for_one_seed()
    {
        var graph = SmallGraphs.Random(300, 4);
        var csr = Csr.Incoming(graph.Relations[0], graph.NodeCount);
        var sampler = new NeighborSampler(csr, 2, 3);
        int[] wanted = [5, 17, 200];
        var sample = sampler.Sample(wanted, new RandomStream(1, "neighbours"));

        Assert.Equal(wanted, sample.Nodes[..3]);
        Assert.Equal(sample.Nodes.Length, sample.Nodes.Distinct().Count());
        for (var hop = 0; hop < 2; hop++)
        {
            var drawn = Enumerable.Range(sample.EdgesByHop[hop], sample.EdgesByHop[hop + 1] - sample.EdgesByHop[hop])
                .Select(e => (Source: sample.Nodes[sample.Sources[e]], Target: sample.Nodes[sample.Targets[e]])).ToArray();
            Assert.Equal(drawn.Length, drawn.Distinct().Count());
            Assert.All(drawn, e => Assert.Contains(e.Source, csr.Of(e.Target).ToArray()));
            Assert.All(drawn.GroupBy(e => e.Target), g => Assert.Equal(Math.Min(hop + 2, csr.Degree(g.Key)), g.Count()));
        }

        var again = sampler.Sample(wanted, new RandomStream(1, "neighbours"));
        Assert.Equal(sample.Nodes, again.Nodes);
        Assert.Equal(sample.Sources, again.Sources);
        Assert.Throws<ArgumentException>(() => sampler.Sample([1, 1], new RandomStream(1)));
    }

    [Fact]
    public void Every_neighbour_is_drawn_equally_often()
    {
        var csr = Csr.Incoming(11, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10], [0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
        var sampler = new NeighborSampler(csr, 3);
        var random = new RandomStream(3);
        var counts = new int[11];
        for (var i = 0; i < 4000; i++)
        {
            foreach (var node in sampler.Sample([0], random).Nodes.AsSpan(1))
            {
                counts[node]++;
            }
        }

        // Mean 1200, deviation 29.
        Assert.All(counts.Skip(1), c => Assert.InRange(c, 1200 - 120, 1200 + 120));
    }

    [Fact]
    public void A_shuffle_keeps_every_degree_and_what_may_be()
    {
        var graph = SmallGraphs.Random(200, 6, times: true);
        var relation = graph.Relations[0];
        var shuffled = EdgeShuffle.Shuffle(relation, new RandomStream(1, "shuffle"), (s, t) => s < t);
        Assert.Equal(relation.Sources.Order(), shuffled.Sources.Order());
        Assert.Equal(relation.Targets, shuffled.Targets);
        Assert.NotEqual(relation.Sources, shuffled.Sources);
        Assert.All(Enumerable.Range(0, shuffled.Count).Where(e => relation.Sources[e] != shuffled.Sources[e]),
            e => Assert.True(shuffled.Sources[e] < shuffled.Targets[e]));
    }
}
