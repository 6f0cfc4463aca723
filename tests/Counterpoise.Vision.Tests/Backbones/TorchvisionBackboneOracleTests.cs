using System.Text.Json;
using Counterpoise.Tests;
using Counterpoise.Torch;
using Counterpoise.Torch.Modules;
using Counterpoise.Vision.Backbones;
using Counterpoise.Vision.Models;

namespace Counterpoise.Vision.Tests.Backbones;

/// <summary>EfficientNet-B0, DenseNet-121 and Swin-Tiny against torchvision 0.14: oracles/backbones.py.</summary>
public sealed class TorchvisionBackboneOracleTests
{
    private static readonly JsonElement Root = OracleJson.Read("backbones.json");

    [Theory]
    [InlineData("efficientnet-b0", 5_288_548, 4_016_515)]
    [InlineData("densenet-121", 7_978_856, 6_961_031)]
    [InlineData("swin-tiny", 28_288_354, 27_524_737)]
    public void Keys_shapes_their_order_and_the_number_of_parameters_are_torchvisions(string name, long of1000, long of7)
    {
        using var scope = torch.NewDisposeScope();
        using var model = Make(name, 1000);
        var expected = Root.GetProperty("keys").GetProperty(name);
        Assert.Equal(
            expected.GetProperty("state").EnumerateObject().Select(k => $"{k.Name} {k.Value.GetRawText()}"),
            model.StateDict().Select(t => $"{t.Key} [{string.Join(',', t.Value.Shape)}]"));
        Assert.Equal(of1000, expected.GetProperty("parameters").GetInt64());
        Assert.Equal(of1000, model.ParameterCount);
        Assert.Equal(of7, expected.GetProperty("parametersOf7").GetInt64());
    }

    [Theory]
    [InlineData("efficientnet-b0", false)]
    [InlineData("densenet-121", true)]
    [InlineData("swin-tiny", false)]
    public void Logits_features_loss_gradients_and_statistics_equal_torchvisions(string name, bool isChannelsLast)
    {
        using var scope = torch.NewDisposeScope();
        const double tolerance = 1e-10;
        var expected = Root.GetProperty("runs").GetProperty(name + " float64");
        var (classes, batch, size) = (expected.GetProperty("classes").GetInt32(), expected.GetProperty("batch").GetInt32(),
            expected.GetProperty("size").GetInt32());
        var format = isChannelsLast ? MemoryFormat.ChannelsLast : MemoryFormat.Contiguous;
        using var model = Make(name, classes);
        Assert.Equal(expected.GetProperty("gradients").EnumerateObject().Count(), model.NamedParameters().Count());
        model.To(ScalarType.Float64, format: format);
        var report = model.LoadStateDict(Formula.State(model.StateDict().Select(t => KeyValuePair.Create(t.Key, t.Value.Shape))),
            strict: false);
        Assert.All(report.Missing, key => Assert.EndsWith("relative_position_index", key));
        var picture = Formula.Picture(batch, size, ScalarType.Float64).Contiguous(format);
        model.Eval();
        using (torch.no_grad())
        {
            var logits = model.Forward(picture);
            OracleTensors.Near([.. expected.GetProperty("evalLogits").EnumerateArray().Select(v => v.GetDouble())],
                logits.Flatten().ToArray<double>(), tolerance, "eval logits");
            OracleTensors.Summary(expected.GetProperty("pooled"), ((IBackbone)model).Features(picture), tolerance, "pooled features");
        }

        model.Train();
        var labels = Tensor.FromArray([.. Enumerable.Range(0, batch).Select(i => ((3L * i) + 1) % classes)]);
        var loss = Functional.CrossEntropy(model.Forward(picture), labels);
        loss.Backward();
        OracleTensors.Near([expected.GetProperty("loss").GetDouble()], [loss.ToDouble()], tolerance, "loss");
        var parameters = model.NamedParameters().ToDictionary();
        foreach (var gradient in expected.GetProperty("gradients").EnumerateObject())
        {
            OracleTensors.Summary(gradient.Value, parameters[gradient.Name].Grad!, tolerance, gradient.Name);
        }

        var buffers = model.NamedBuffers().ToDictionary();
        foreach (var buffer in expected.GetProperty("running").EnumerateObject())
        {
            OracleTensors.Summary(buffer.Value, buffers[buffer.Name], tolerance, buffer.Name);
        }
    }

    [Fact]
    public void Stochastic_depth_leaves_out_whole_pictures_and_keeps_the_mean()
    {
        using var scope = torch.NewDisposeScope();
        using var layer = new StochasticDepth(0.25);
        layer.SeedNoise(3);
        var rows = layer.Forward(torch.ones([4000, 2, 3, 1], dtype: ScalarType.Float64)).Reshape(4000, 6);
        var (least, most) = (rows.Min(1).Values.ToArray<double>(), rows.Max(1).Values.ToArray<double>());
        Assert.Equal(least, most);
        Assert.Equal([0.0, 1 / 0.75], least.Distinct().Order().Select(v => Math.Round(v, 6)).Select(v => v > 1 ? 1 / 0.75 : v));
        Assert.InRange(rows.Mean().ToDouble(), 0.97, 1.03);
        layer.Eval();
        Assert.Equal(1, layer.Forward(torch.ones([5, 2])).Mean().ToDouble());
    }

    [Fact]
    public void Weight_files_of_the_first_DenseNets_are_read_under_todays_names()
    {
        Assert.Equal("features.denseblock1.denselayer10.norm1.weight",
            DenseNetWeights.NameToday("features.denseblock1.denselayer10.norm.1.weight"));
        Assert.Equal("features.denseblock4.denselayer2.conv2.weight",
            DenseNetWeights.NameToday("features.denseblock4.denselayer2.conv.2.weight"));
        Assert.Equal("features.transition1.norm.weight", DenseNetWeights.NameToday("features.transition1.norm.weight"));
    }

    [Theory]
    [InlineData("efficientnet-b0", 65)]
    [InlineData("densenet-121", 75)]
    [InlineData("swin-tiny", 75)]
    public void The_side_of_the_maps_is_what_is_said(string name, int side)
    {
        using var scope = torch.NewDisposeScope();
        using var guard = torch.no_grad();
        var architecture = ImageArchitecture.Named(name);
        for (var halvings = 2; halvings <= 5; halvings++)
        {
            var made = architecture.Create(architecture.Defaults with { Classes = 2, WidthMultiplier = 0.1, Halvings = halvings });
            using var layer = (nn.Module<Tensor, Tensor>)made;
            layer.Initialize(1).Eval();
            var picture = Formula.Picture(1, side, ScalarType.Float32);
            var maps = made switch { EfficientNet e => e.FeatureMaps(picture), DenseNet d => d.FeatureMaps(picture),
                _ => ((SwinTransformer)made).FeatureMaps(picture) };
            Assert.Equal(made.MapSide(side), maps.Size(made is SwinTransformer ? 1 : 2));
        }
    }

    [Theory]
    [InlineData("efficientnet-b0")]
    [InlineData("swin-tiny")]
    public void A_probability_of_stochastic_depth_outside_its_range_is_refused(string name)
    {
        var architecture = ImageArchitecture.Named(name);
        var options = architecture.ReadOptions(new Dictionary<string, string> { ["stochastic_depth"] = "1.5" });
        Assert.Contains("StochasticDepth is 1.5", Assert.ThrowsAny<ArgumentException>(() => { architecture.Create(options); }).Message);
    }

    private static nn.Module<Tensor, Tensor> Make(string name, int classes) => name switch
    {
        "efficientnet-b0" => EfficientNet.B0(new() { Classes = classes, Dropout = 0, StochasticDepth = 0 }),
        "densenet-121" => DenseNet.DenseNet121(new() { Classes = classes }),
        _ => SwinTransformer.Tiny(new() { Classes = classes, StochasticDepth = 0 }),
    };
}
