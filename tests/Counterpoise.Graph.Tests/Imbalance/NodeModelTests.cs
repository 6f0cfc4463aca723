using System.Text;
using Counterpoise.Graph.Graphs;
using Counterpoise.Graph.Imbalance;
using Counterpoise.Numerics;
using Counterpoise.Tables;
using Counterpoise.Torch.Files;

namespace Counterpoise.Tests.Graph.Imbalance;

public sealed class NodeModelTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("counterpoise-test-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(NodeMethod.Plain, false)]
    [InlineData(NodeMethod.Weighted, true)]
    [InlineData(NodeMethod.Topology, false)]
    [InlineData(NodeMethod.GraphSmote, false)]
    [InlineData(NodeMethod.LabelBalanced, false)]
    [InlineData(NodeMethod.SimilarityFilter, true)]
    [InlineData(NodeMethod.Plain, false, 32)]
    [InlineData(NodeMethod.Weighted, false, 32, true)]
    public void A_model_of_every_method_predicts_after_reading_as_before_to_the_bit(NodeMethod method, bool adjusted, int batch = 0,
        bool classAware = false)
    {
        var graph = SmallGraphs.Random(200, 11);
        var split = GraphSplits.Random(graph, 0.3, 0.2, 1);
        var options = new NodeOptions { Method = method, DegreeAdjustment = adjusted, Width = 8, Epochs = 12, BatchSize = batch,
            ClassAware = classAware };
        using var model = NodeTraining.Fit(graph, split, 1, options, 3);
        var predicted = model.Predict(graph);
        Assert.All(predicted, p => Assert.InRange(p, 0, 1));
        Assert.True(predicted.Distinct().Count() > 100);
        if (method != NodeMethod.LabelBalanced)
        {
            // What a comparison judges is what is kept.
            var scores = NodeTraining.FitAndScore(graph, split, 1, options, 3);
            Assert.Equal(adjusted ? scores : Array.ConvertAll(scores, z => 1 / (1 + Math.Exp(-z))), predicted);
        }

        NodeModelFile.Save(model, File("m"));
        using var read = NodeModelFile.Load(File("m"));
        Assert.Equal(predicted, read.Predict(graph));
        Assert.Equal((model.Threshold, model.Prior, model.Positive), (read.Threshold, read.Prior, read.Positive));
        Assert.Equal(options, read.Options);
        Assert.Equal(["normal", "fraud"], read.Classes);
        Assert.Equal(split.Train.Average(i => (double)graph.Labels![i]), read.Prior, 12);
        NodeModelFile.Save(read, File("again"));
        Assert.Equal(System.IO.File.ReadAllBytes(File("m")), System.IO.File.ReadAllBytes(File("again")));
    }

    [Fact]
    public void New_nodes_are_predicted_and_old_ones_beyond_their_reach_stay_as_they_were()
    {
        var graph = SmallGraphs.Random(150, 4);
        using var model = Trained(graph);
        var before = model.Predict(graph);

        // Ten more nodes; the first is joined to node 0, the others form a chain of their own.
        var n = graph.NodeCount;
        var features = new DenseMatrix(n + 10, 3);
        for (var i = 0; i < n + 10; i++)
        {
            graph.Features.Row(i % n).CopyTo(features.Row(i));
        }

        int[] from = [0, .. Enumerable.Range(n + 1, 8)], to = [n, .. Enumerable.Range(n + 2, 8)];
        var added = new Relation("edge", [.. graph.Relations[0].Sources, .. from, .. to], [.. graph.Relations[0].Targets, .. to, .. from]);
        var grown = new GraphData(features, [added]);
        var after = model.Predict(grown);
        Assert.Equal(n + 10, after.Length);

        var csr = Csr.Incoming(graph.Relations[0], n);
        HashSet<int> reached = [0];
        for (var hop = 0; hop < 2; hop++)
        {
            reached.UnionWith([.. reached.SelectMany(v => csr.Of(v).ToArray())]);
        }

        Assert.NotEqual(before[0], after[0]);
        Assert.All(Enumerable.Range(0, n).Except(reached), i => Assert.Equal(before[i], after[i], 6));
        Assert.All(after, p => Assert.InRange(p, 0, 1));
    }

    [Fact]
    public void Features_are_taken_by_name_in_any_order_and_categories_may_be_new_or_missing()
    {
        var graph = SmallGraphs.Random(120, 6);
        var named = new GraphData(graph.Features, graph.Relations, graph.Labels) { FeatureNames = ["size", "kind=a", "kind=b"] };
        using var model = Trained(named);
        Assert.Equal(model.Predict(named), model.Predict(Columns("kind=b", "size", "kind=a")));

        // A category of training that no node has is 0 for all; one that training had not is left out.
        var zero = new DenseMatrix(120, 3);
        for (var i = 0; i < 120; i++)
        {
            (zero[i, 0], zero[i, 1]) = (graph.Features[i, 0], graph.Features[i, 1]);
        }

        Assert.Equal(model.Predict(new GraphData(zero, graph.Relations) { FeatureNames = named.FeatureNames }),
            model.Predict(Columns("size", "kind=a", "kind=c")));

        var fault = Assert.Throws<GraphFormatException>(() => model.Predict(Columns("weight", "kind=a", "kind=b")));
        Assert.Equal(2, fault.Faults.Count);
        Assert.Contains("'size' of training is missing", fault.Message);
        Assert.Contains("'weight' was not there", fault.Message);

        GraphData Columns(params string[] names)
        {
            var features = new DenseMatrix(120, names.Length);
            for (var c = 0; c < names.Length; c++)
            {
                for (var i = 0; i < 120; i++)
                {
                    features[i, c] = graph.Features[i, Math.Max(0, named.FeatureNames.ToList().IndexOf(names[c]))];
                }
            }

            return new GraphData(features, graph.Relations) { FeatureNames = names };
        }
    }

    [Fact]
    public void Unknown_relations_and_a_graph_without_edges_are_refused()
    {
        var graph = SmallGraphs.Random(120, 6);
        using var model = Trained(graph);
        var other = new Relation("calls", graph.Relations[0].Sources, graph.Relations[0].Targets);
        var unknown = Assert.Throws<GraphFormatException>(() => model.Predict(graph.With([.. graph.Relations, other])));
        Assert.Equal(GraphFaultKind.UnknownRelation, unknown.Faults.Single().Kind);
        Assert.Contains("'calls'", unknown.Message);
        Assert.Contains("trained on edge", unknown.Message);
        var none = Assert.Throws<GraphFormatException>(() => model.Predict(graph.With([new Relation("edge", [], [])])));
        Assert.Equal(GraphFaultKind.NoEdges, none.Faults.Single().Kind);
        var split = GraphSplits.Random(graph, 0.3, 0.2, 1);
        int[] normal = [.. split.Validation.Where(i => graph.Labels![i] == 0)];
        Assert.Contains("validation split", Assert.Throws<GraphFormatException>(() => NodeTraining.Fit(graph,
            split with { Validation = normal }, 1, new NodeOptions { Width = 4, Epochs = 2 }, 1)).Message);
    }

    [Fact]
    public void Of_more_than_two_classes_the_rare_one_is_told_from_the_rest()
    {
        var graph = SmallGraphs.Random(120, 6);
        var labels = new Labels("y", ["a", "b", "c"], [.. Enumerable.Range(0, 120).Select(i => graph.Labels![i] == 1 ? 2 : i % 2)]);
        using var model = Trained(new GraphData(graph.Features, graph.Relations, labels), 2);
        Assert.Equal("c", model.ClassOf(model.Threshold));
        Assert.Equal("not c", model.ClassOf(0, 0.5));
        using var two = Trained(graph);
        Assert.Equal("normal", two.ClassOf(0, 0.5));
    }

    [Fact]
    public void A_damaged_file_one_of_a_later_format_and_one_of_another_kind_are_refused_by_name()
    {
        using var model = Trained(SmallGraphs.Random(120, 6));
        NodeModelFile.Save(model, File("m"));
        Assert.True(NodeModelFile.Is(File("m")));
        var bytes = System.IO.File.ReadAllBytes(File("m"));
        Assert.False(NodeModelFile.Is(File("absent")));

        Refused("format '2'", Swap("\"format\":\"1\"", "\"format\":\"2\""));
        Refused("later version", Swap("\"format\":\"1\"", "\"format\":\"2\""));
        Refused("of kind 'graph-xodes'", Swap("graph-nodes", "graph-xodes"));
        Refused("damaged", Swap("\\u0022threshold\\u0022", "\\u0022thresholx\\u0022"));
        Refused("damaged", Swap("\\u0022width\\u0022:8", "\\u0022width\\u0022:9"));
        Refused("damaged", Swap("\\u0022width\\u0022:8", "\\u0022width\\u0022:0"));
        Refused("damaged", Swap("\\u0022positive\\u0022:1", "\\u0022positive\\u0022:7"));
        Refused("cut short", bytes[..40]);
        Refused("bytes", bytes[..^8]);
        Assert.DoesNotContain("first._own", Encoding.Latin1.GetString(bytes));
        bytes.AsSpan(bytes.Length - 4).Fill(0xFF);
        Refused("not finite", bytes);

        byte[] Swap(string old, string with)
        {
            // Equal lengths: the header tells how long it is.
            var text = Encoding.Latin1.GetString(System.IO.File.ReadAllBytes(File("m")));
            Assert.Contains(old, text);
            return Encoding.Latin1.GetBytes(text.Replace(old, with));
        }

        void Refused(string reason, byte[] content)
        {
            System.IO.File.WriteAllBytes(File("bad"), content);
            var fault = Assert.Throws<WeightFileException>(() => NodeModelFile.Load(File("bad")));
            Assert.Contains(reason, fault.Message);
            Assert.Contains(File("bad"), fault.Message);
        }
    }

    private static NodeModel Trained(GraphData graph, int positive = 1) => NodeTraining.Fit(graph,
        GraphSplits.Random(graph, 0.3, 0.2, 1), positive, new NodeOptions { Width = 8, Epochs = 8 }, 3);

    private string File(string name) => Path.Combine(_folder, name + ".safetensors");
}
