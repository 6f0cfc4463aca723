using Counterpoise.Classifiers;
using Counterpoise.Graph.Graphs;
using Counterpoise.Graph.Imbalance;
using Counterpoise.Numerics;
using Counterpoise.Options;
using Counterpoise.Randomness;
using Counterpoise.Splits;
using Counterpoise.Tables;

namespace Counterpoise.Tests.Graph.Imbalance;

public class NodeImbalanceTests
{
    [Fact]
    public void A_node_amid_the_other_class_weighs_less()
    {
        // A path 0-1-2-3-4-5: 0, 1, 2 of class a, 3, 4, 5 of class b; 2 and 3 lie on the border.
        var graph = new GraphData(new DenseMatrix(6, 1), [new Relation("r", [0, 1, 2, 3, 4], [1, 2, 3, 4, 5]).Symmetric()],
            new Labels("y", ["a", "b"], [0, 0, 0, 1, 1, 1]));
        var weights = TopologyWeights.Compute(graph, [0, 1, 2, 3, 4, 5]);
        Assert.True(weights[0] > weights[1] && weights[1] > weights[2]);
        Assert.True(weights[5] > weights[4] && weights[4] > weights[3]);

        // Inverse frequency: with one node of class b its weight is that of five of class a.
        var rare = new GraphData(new DenseMatrix(6, 1), graph.Relations, new Labels("y", ["a", "b"], [0, 0, 0, 0, 0, 1]));
        var uneven = TopologyWeights.Compute(rare, [0, 1, 2, 3, 4, 5], 1, 1);
        Assert.All(uneven[..5], w => Assert.Equal(6 / (2.0 * 5), w, 12));
        Assert.Equal(3, uneven[5], 12);
    }

    [Fact]
    public void A_filter_keeps_the_nearest_and_adds_those_of_the_class()
    {
        var csr = Csr.Incoming(5, [1, 2, 3, 4], [0, 0, 0, 0]);
        var (sources, targets) = NeighborFilter.Apply(csr, [0.5, 0.9, 0.45, 0.6, 0.1], 0.5, [1, 3, 4], 1);
        Assert.Equal([2, 3, 3, 1, 3], sources);
        Assert.Equal([0, 0, 4, 3, 1], targets);
        Assert.Throws<ArgumentOutOfRangeException>(() => NeighborFilter.Apply(csr, new double[5], 0, [], 0));
    }

    [Fact]
    public void Synthetic_nodes_lie_between_a_minority_node_and_its_nearest()
    {
        var csr = Csr.Incoming(5, [1, 2, 3, 4, 0], [0, 0, 1, 2, 4]);
        float[] hidden = [0, 1, 5, 9, 9];
        var nodes = GraphSmote.Draw(hidden, 1, [0, 1, 2], csr, 50, new RandomStream(1));
        Assert.All(nodes, n => Assert.Equal(n.First switch { 0 => 1, 1 => 0, _ => 1 }, n.Second));
        Assert.All(nodes, n => Assert.InRange(n.Share, 0, 1));
        Assert.All(nodes.Where(n => n.First == 0), n => Assert.Equal([1, 2, 3], n.Candidates.Order()));
        Assert.Throws<ArgumentException>(() => GraphSmote.Draw(hidden, 1, [0], csr, 1, new RandomStream(1)));
    }

    [Fact]
    public void Scores_are_calibrated_by_degree()
    {
        // On nodes with few edges a score of 0 means mostly negative, on those with many mostly positive.
        int n = 400;
        var random = new RandomStream(2);
        double[] scores = [.. Enumerable.Range(0, n).Select(_ => random.NextNormal())];
        int[] degrees = [.. Enumerable.Range(0, n).Select(i => i % 2 == 0 ? 1 : 50)];
        int[] labels = [.. Enumerable.Range(0, n).Select(i => scores[i] + (i % 2 == 0 ? -1 : 1) > random.NextNormal() ? 1 : 0)];
        var adjusted = DegreeAdjustment.Apply(scores, degrees, labels, [.. Enumerable.Range(0, n)]);
        Assert.All(Enumerable.Range(0, n).Where(i => Math.Abs(scores[i]) < 0.1), i => Assert.Equal(degrees[i] == 50, adjusted[i] > 0.5));
    }

    [Theory]
    [InlineData(NodeMethod.Plain, false)]
    [InlineData(NodeMethod.Weighted, true)]
    [InlineData(NodeMethod.Topology, false)]
    [InlineData(NodeMethod.GraphSmote, false)]
    [InlineData(NodeMethod.LabelBalanced, false)]
    [InlineData(NodeMethod.SimilarityFilter, false)]
    [InlineData(NodeMethod.Plain, false, 32)]
    [InlineData(NodeMethod.Weighted, false, 32, true)]
    public void Every_method_learns_and_repeats(NodeMethod method, bool adjusted, int batch = 0, bool classAware = false)
    {
        var graph = SmallGraphs.Random(200, 11);
        var split = GraphSplits.Random(graph, 0.3, 0.2, 1);
        var options = new NodeOptions { Method = method, DegreeAdjustment = adjusted, Width = 8, Epochs = 15,
            BatchSize = batch, ClassAware = classAware };
        var networks = new Dictionary<string, NodeOptions> { ["network"] = options };
        var scores = NodeComparison.Run(graph, [split], networks, new Dictionary<string,
            IClassifier> { ["logistic"] = new Standardized(new LogisticRegression()) });
        Assert.Equal(["logistic", "logistic+aggregates", "network"], scores.Select(s => s.Arm));
        Assert.InRange(scores[2].Auroc, 0.6, 1);
        Assert.Equal(NodeTraining.FitAndScore(graph, split, 1, options, 3), NodeTraining.FitAndScore(graph, split, 1, options, 3));
    }

    [Fact]
    public void A_batch_of_all_training_nodes_with_all_neighbours_is_a_step_on_the_whole_graph()
    {
        var graph = SmallGraphs.Random(120, 5);
        var split = GraphSplits.Random(graph, 0.3, 0.2, 1);
        var whole = new NodeOptions { Dropout = 0, Width = 8, Epochs = 6, Patience = 6 };
        var batch = whole with { BatchSize = 120, FanOuts = (-1, -1) };
        Assert.All(NodeTraining.FitAndScore(graph, split, 1, whole, 4).Zip(NodeTraining.FitAndScore(graph, split, 1, batch, 4)),
            pair => Assert.Equal(pair.First, pair.Second, 1e-3));
        Assert.NotEqual(NodeTraining.FitAndScore(graph, split, 1, whole, 4),
            NodeTraining.FitAndScore(graph, split, 1, batch with { BatchSize = 16, FanOuts = (2, 2) }, 4));
        Assert.Throws<InvalidOptionsException>(() => (whole with { ClassAware = true }).Validate());
        Assert.Throws<InvalidOptionsException>(() => (batch with { Method = NodeMethod.GraphSmote }).Validate());
    }

    [Fact]
    public void Aggregates_are_counts_and_means_of_neighbours()
    {
        var graph = new GraphData(DenseMatrix.FromRows([[1.0], [3], [5]]), [new Relation("r", [1, 2], [0, 0])],
            new Labels("y", ["a", "b"], [0, 1, 0]));
        Assert.Equal([1, 2, 4, 3, 0, 0, 5, 0, 0], NodeComparison.WithAggregates(graph).Data);
        Assert.Throws<GraphFormatException>(() => NodeTraining.FitAndScore(graph, new Split { Train = [0, 2], Test = [1] }, 1,
            new NodeOptions(), 1));
    }
}
