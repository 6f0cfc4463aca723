using System.Text.Json;
using Counterpoise.Tests;
using Counterpoise.Torch;
using Counterpoise.Torch.Modules;
using Counterpoise.Vision.Backbones;

namespace Counterpoise.Vision.Tests.Backbones;

/// <summary>The ResNets against torchvision 0.14 and the CIFAR ResNets in PyTorch 1.13: oracles/resnet.py.</summary>
public sealed class ResNetOracleTests
{
    private static readonly JsonElement Root = OracleJson.Read("resnet.json");

    [Theory]
    [InlineData("resnet18")]
    [InlineData("resnet34")]
    [InlineData("resnet50")]
    [InlineData("cifar20")]
    [InlineData("cifar32")]
    public void Keys_shapes_and_their_order_are_those_of_the_reference(string name)
    {
        using var scope = torch.NewDisposeScope();
        using var model = Make(name, name.StartsWith("cifar", StringComparison.Ordinal) ? 10 : 1000);
        var expected = Root.GetProperty("keys").GetProperty(name);
        Assert.Equal(
            expected.GetProperty("state").EnumerateObject().Select(k => $"{k.Name} {k.Value.GetRawText()}"),
            model.StateDict().Select(t => $"{t.Key} [{string.Join(',', t.Value.Shape)}]"));
        Assert.Equal(expected.GetProperty("parameters").GetInt64(), model.ParameterCount);
    }

    [Theory]
    [InlineData("resnet18 float64")]
    [InlineData("resnet50 float64")]
    [InlineData("cifar20 float64")]
    [InlineData("resnet18 float32")]
    [InlineData("cifar20 float32")]
    public void Logits_loss_gradients_and_statistics_equal_the_references(string run) => Compare(run, MemoryFormat.Contiguous);

    [Theory]
    [InlineData("resnet18 float32")]
    [InlineData("cifar20 float64")]
    public void Channels_last_gives_the_same(string run) => Compare(run, MemoryFormat.ChannelsLast);

    private static void Compare(string run, MemoryFormat format)
    {
        using var scope = torch.NewDisposeScope();
        var expected = Root.GetProperty("runs").GetProperty(run);
        var (classes, batch, size) = (expected.GetProperty("classes").GetInt32(), expected.GetProperty("batch").GetInt32(),
            expected.GetProperty("size").GetInt32());
        var type = expected.GetProperty("dtype").GetString() == "float32" ? ScalarType.Float32 : ScalarType.Float64;

        // Single-precision sums differ with threads and vector widths, and layers carry that on.
        var tolerance = type == ScalarType.Float64 ? 1e-11 : 2e-3;
        using var model = Make(run.Split(' ')[0], classes);
        model.To(type, format: format);
        model.LoadStateDict(Formula.State(model.StateDict().Select(t => KeyValuePair.Create(t.Key, t.Value.Shape))));
        var picture = Formula.Picture(batch, size, type).Contiguous(format);

        model.Eval();
        using (torch.no_grad())
        {
            var logits = model.Forward(picture);
            OracleTensors.Near([.. expected.GetProperty("evalLogits").EnumerateArray().Select(v => v.GetDouble())],
                logits.Flatten().Double().ToArray<double>(), tolerance, "eval logits");
            OracleTensors.Summary(expected.GetProperty("evalLogitsSummary"), logits, tolerance, "eval logits");
            OracleTensors.Summary(expected.GetProperty("pooled"), ((IBackbone)model).Features(picture), tolerance, "pooled features");
        }

        model.Train();
        var labels = Tensor.FromArray([.. Enumerable.Range(0, batch).Select(i => ((3L * i) + 1) % classes)]);
        var loss = Functional.CrossEntropy(model.Forward(picture), labels);
        loss.Backward();
        OracleTensors.Near([expected.GetProperty("loss").GetDouble()], [loss.ToDouble()], tolerance, "loss");
        var parameters = model.NamedParameters().ToDictionary();
        Assert.Equal(expected.GetProperty("gradients").EnumerateObject().Count(), parameters.Count);
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

    private static nn.Module<Tensor, Tensor> Make(string name, int classes) => name switch
    {
        "resnet18" => ResNet.ResNet18(new() { Classes = classes }),
        "resnet34" => ResNet.ResNet34(new() { Classes = classes }),
        "resnet50" => ResNet.ResNet50(new() { Classes = classes }),
        "cifar20" => CifarResNet.ResNet20(new() { Classes = classes }),
        _ => CifarResNet.ResNet32(new() { Classes = classes }),
    };
}
