using Counterpoise.Graph.Graphs;
using Counterpoise.Graph.Layers;
using Counterpoise.Learning.Losses;
using Counterpoise.Torch;

namespace Counterpoise.Tests.Graph.Layers;

/// <summary>The layers against numbers worked out apart.</summary>
public class GoldenLayerTests
{
    [Fact]
    public void A_graph_convolution_of_a_path_of_four_nodes()
    {
        var oracle = OracleJson.Read("graph.json");
        using var layer = new GcnLayer(2, 2, bias: false).to(ScalarType.Float64);
        Set(layer.Weight.Weight, [0.5, 0.1, -0.2, 0.3]);
        var edges = new EdgeSet(4, new Relation("path", [0, 1, 2], [1, 2, 3]).Symmetric());
        var x = Tensor.FromArray<double>([1, 0, 0, 1, 1, 1, 2, -1], 4, 2);

        Close(oracle.Rows("gcn_H").SelectMany(r => r), layer.forward(x, edges).relu());
        // Loops that are there already are not added twice.
        var looped = new EdgeSet(4, 4, [0, 1, 1, 2, 2, 3, 1], [1, 0, 2, 1, 3, 2, 1]);
        Close(oracle.Rows("gcn_H").SelectMany(r => r), layer.forward(x, looped).relu());

        // S itself: the layer with W = I on X = I.
        using var plain = new GcnLayer(4, 4, bias: false).to(ScalarType.Float64);
        Set(plain.Weight.Weight, torch.eye(4, dtype: ScalarType.Float64).ToArray<double>());
        Close(oracle.Rows("gcn_S").SelectMany(r => r), plain.forward(torch.eye(4, dtype: ScalarType.Float64), edges));
    }

    [Fact]
    public void Attention_fades_with_time()
    {
        var edges = new EdgeSet(3, 1, [0, 1, 2], [0, 0, 0]);
        double[] e = [.5, .2, -.1], dt = [0, 2, 10];
        Close(OracleJson.Read("graph.json").Doubles("attn"),
            EdgeSums.Softmax(Tensor.FromArray<double>([.. e.Zip(dt, (s, t) => s - (.1 * t))], 3, 1), edges));
    }

    [Fact]
    public void The_code_of_time()
    {
        var oracle = OracleJson.Read("graph.json");
        using var code = new TimeCode(4);
        code.to(ScalarType.Float64);
        Close(oracle.Doubles("time_w"), code.get_parameter("rate")!, 1e-8);
        Set(code.get_parameter("rate")!, oracle.Doubles("time_w"));
        foreach (var span in oracle.GetProperty("time_enc_dt").EnumerateObject())
        {
            Close(span.Value.EnumerateArray().Select(v => v.GetDouble()),
                code.forward(Tensor.FromArray<double>([double.Parse(span.Name, System.Globalization.CultureInfo.InvariantCulture)])), 1e-9);
        }
    }

    [Fact]
    public void The_gated_update()
    {
        using var gru = new GruUpdate(2).to(ScalarType.Float64);
        Set(gru.MessageUpdate.Weight, [.1, .2, .3, -.1]);
        Set(gru.StateUpdate.Weight, [.2, 0, 0, .2]);
        Set(gru.MessageReset.Weight, [.3, .1, -.2, .4]);
        Set(gru.StateReset.Weight, [.1, .1, .1, .1]);
        Set(gru.MessageCandidate.Weight, [.5, -.5, .2, .2]);
        Set(gru.StateCandidate.Weight, [.3, 0, 0, .3]);
        var next = gru.forward(Tensor.FromArray<double>([.5, -1], 1, 2), Tensor.FromArray<double>([.2, .4], 1, 2));
        Close(OracleJson.Read("graph.json").GetProperty("gru").Rows("h")[0], next);
    }

    [Fact]
    public void Focal_loss_and_its_gradient()
    {
        var oracle = OracleJson.Read("graph.json");
        var logits = Tensor.FromArray<double>([2, -1, .5, .2, .1, -.3], 2, 3);
        logits.requires_grad = true;
        var loss = new FocalLoss([.25, .5, 1], 2).Loss(logits, Tensor.FromArray<long>([0, 2]));
        Assert.Equal(oracle.Double("focal_mean_g2"), loss.ToDouble(), 9);
        loss.backward();
        Close(oracle.Rows("focal_grad").SelectMany(r => r), logits.grad!);
    }

    private static void Set(Tensor parameter, double[] values)
    {
        using var _ = torch.no_grad();
        parameter.copy_(Tensor.FromArray(values, parameter.Shape));
    }

    private static void Close(IEnumerable<double> expected, Tensor found, double tolerance = 1e-9)
    {
        var numbers = found.detach().to_type(ScalarType.Float64).ToArray<double>();
        Assert.Equal(expected.Count(), numbers.Length);
        Assert.All(expected.Zip(numbers), p => Assert.Equal(p.First, p.Second, tolerance));
    }
}
