using Counterpoise.Graph.Layers;
using Counterpoise.Torch;
using Counterpoise.Torch.Modules;

namespace Counterpoise.Tests.Graph.Layers;

public class RelationalLayerTests
{
    [Fact]
    public void Attention_is_the_formula_edge_by_edge()
    {
        using var layer = Make(states: 3);
        Tensor sources = EdgeSumTests.Draw([4, 3], 1), targets = EdgeSumTests.Draw([2, 3], 2),
            hours = Tensor.FromArray<double>([1, 5, 0, 30, 2]);
        var edges = new EdgeSet(4, 2, [0, 1, 3, 2, 1], [1, 0, 0, 1, 1]);
        long[] state = [0, 1, 2, 1, 0];
        var (messages, attention) = layer.Run(sources, targets, edges, Arrange(hours, edges),
            nn.functional.one_hot(Tensor.FromArray(edges.Arrange<long>(state)), 3).to_type(ScalarType.Float64));

        var w = layer.get_parameter("linear.weight")!;
        Tensor h = sources.matmul(w.t()), own = targets.matmul(w.t()), u = layer.get_parameter("state")!;
        var code = layer.named_modules().Select(m => m.module).OfType<TimeCode>().Single();
        var scores = new double[5];
        for (var e = 0; e < 5; e++)
        {
            int s = new[] { 0, 1, 3, 2, 1 }[e], t = new[] { 1, 0, 0, 1, 1 }[e];
            var raw = h[s].dot(layer.get_parameter("source")!).ToDouble() + own[t].dot(layer.get_parameter("target")!).ToDouble()
                + u[state[e]].dot(layer.get_parameter("source")!).ToDouble()
                    + code.forward(hours[e].reshape(1))[0].dot(layer.get_parameter("time")!).ToDouble();
            scores[e] = (raw > 0 ? raw : 0.2 * raw) - (layer.Decay * hours[e].ToDouble());
        }

        for (var t = 0; t < 2; t++)
        {
            int[] into = [.. Enumerable.Range(0, 5).Where(e => new[] { 1, 0, 0, 1, 1 }[e] == t)];
            var sum = into.Sum(e => Math.Exp(scores[e]));
            var expected = torch.zeros(3, dtype: ScalarType.Float64);
            foreach (var e in into)
            {
                expected += Math.Exp(scores[e]) / sum * (h[new[] { 0, 1, 3, 2, 1 }[e]] + u[state[e]]);
            }

            Assert.True(expected.allclose(messages[t], 1e-9, 1e-12));
        }

        Assert.True(EdgeSums.Sum(attention, edges.AsRows()).allclose(torch.ones(2, 1, dtype: ScalarType.Float64)));
    }

    [Fact]
    public void A_greater_decay_takes_weight_from_the_oldest()
    {
        using var layer = Make();
        var edges = new EdgeSet(3, 1, [0, 1, 2], [0, 0, 0]);
        Tensor sources = EdgeSumTests.Draw([3, 3], 1), targets = EdgeSumTests.Draw([1, 3], 2), hours = Tensor.FromArray<double>([0, 2, 10]);
        var last = double.MaxValue;
        foreach (var raw in (double[])[-6, -3, -1, 1])
        {
            using (torch.no_grad())
            {
                layer.get_parameter("decay")!.fill_(raw);
            }

            var oldest = layer.Run(sources, targets, edges, hours).Attention[2, 0].ToDouble();
            Assert.True(layer.Decay > 0 && oldest < last);
            last = oldest;
        }
    }

    [Fact]
    public void Gradients_of_attention_fusion_and_update_are_those_of_differences()
    {
        using var layer = Make(states: 2);
        using var fusion = new RelationFusion(3).Initialize(2).to(ScalarType.Float64);
        using var gru = new GruUpdate(3).Initialize(3).to(ScalarType.Float64);
        var edges = new EdgeSet(5, 3, [0, 1, 2, 3, 4, 0], [0, 0, 1, 1, 1, 0]);
        var hours = Tensor.FromArray<double>([0, 1, 2, 3, 4, 5]);
        var states = nn.functional.one_hot(Tensor.FromArray<long>([0, 1, 1, 0, 1, 0]), 2).to_type(ScalarType.Float64);
        var reached = Tensor.FromArray<double>([1, 1, 1, 0, 0, 0], 3, 2);
        GradientCheck.Check(
            t =>
            {
                var m = layer.Run(t[0], t[1], edges, hours, states).Messages;
                return gru.forward(fusion.Run([m, m * 2], reached).Message, t[1]);
            },
            EdgeSumTests.Draw([5, 3], 4), EdgeSumTests.Draw([3, 3], 5));
    }

    [Fact]
    public void Relations_without_neighbours_get_no_weight_and_a_node_without_any_gets_no_message()
    {
        using var fusion = new RelationFusion(3).Initialize(2).to(ScalarType.Float64);
        var m = EdgeSumTests.Draw([3, 3], 1);
        var (message, weights) = fusion.Run([m, m * 3], Tensor.FromArray<double>([1, 1, 1, 0, 0, 0], 3, 2));
        Assert.Equal(1, weights[0].sum().ToDouble(), 12);
        Assert.Equal(0, weights[1, 1].ToDouble());
        Assert.True(message[1].allclose(m[1]));
        Assert.Equal(new double[3], message[2].ToArray<double>());
    }

    [Fact]
    public void Equal_times_leave_plain_attention()
    {
        using var layer = Make();
        var edges = new EdgeSet(3, 1, [0, 1, 2], [0, 0, 0]);
        Tensor sources = EdgeSumTests.Draw([3, 3], 1), targets = EdgeSumTests.Draw([1, 3], 2);
        var weights = layer.Run(sources, targets, edges, torch.zeros(3, dtype: ScalarType.Float64)).Attention;
        Assert.Equal(1, weights.sum().ToDouble(), 12);
        Assert.Equal(3, weights.ToArray<double>().Distinct().Count());
    }

    [Fact]
    public void A_graph_is_read_out_as_mean_and_largest()
    {
        var nodes = Tensor.FromArray<double>([1, -1, 3, -5, 10, 0], 3, 2);
        Assert.Equal([2, -3, 3, -1, 10, 0, 10, 0], GraphReadout.MeanMax(nodes, GraphReadout.Edges([0, 0, 1], 2)).ToArray<double>());
    }

    private static RelationalAttention Make(int states = 1) => new RelationalAttention(3, 3, 4, states).Initialize(5)
        .to(ScalarType.Float64);

    private static Tensor Arrange(Tensor values, EdgeSet edges) => Tensor.FromArray(edges.Arrange<double>(values.ToArray<double>()));
}
