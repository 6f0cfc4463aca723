using System.Text.Json;
using Counterpoise.Torch;
using Counterpoise.Torch.Modules;

namespace Counterpoise.Tests.Torch.Modules;

/// <summary>Layers against PyTorch's outputs, gradients, buffers and keys: oracles/modules.py.</summary>
public sealed class LayerOracleTests
{
    private static readonly JsonElement Root = OracleJson.Read("modules.json");

    public static TheoryData<string> Names => [.. Root.GetProperty("cases").EnumerateArray()
        .Select(c => c.GetProperty("name").GetString()!)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_layer_computes_what_PyTorch_computes(string name)
    {
        using var scope = torch.NewDisposeScope();
        var expected = Root.GetProperty("cases").EnumerateArray().First(c => c.GetProperty("name").GetString() == name);
        using var layer = Cases.Make(name);
        layer.Initialize(1).To(ScalarType.Float64);
        Assert.Equal(expected.GetProperty("keys").EnumerateArray().Select(k => k.GetString()), layer.StateDict().Keys);
        Cases.Prepare(name, layer);
        var parameters = layer.NamedParameters().ToList();
        for (var k = 0; k < parameters.Count; k++)
        {
            Fill(parameters[k].Value, Wave.Of(parameters[k].Value.Shape, 1 + k, 0.5));
        }

        var input = Wave.Of(expected.GetProperty("input").Longs(), 0.1).WithGrad();
        var output = layer.Forward(name.StartsWith("activation", StringComparison.Ordinal) ? input * 8 : input);
        (output * Wave.Of(output.Shape, 0.3)).Sum().Backward();

        Assert.Equal(expected.GetProperty("shape").Longs(), output.Shape);
        Wave.Equal(expected.GetProperty("output").Doubles(), output, 1e-12, "output");
        Wave.Equal(expected.GetProperty("inputGradient").Doubles(), input.Grad!, 1e-12, "input gradient");
        foreach (var gradient in expected.GetProperty("gradients").EnumerateObject())
        {
            Wave.Equal(gradient.Value.Doubles(), parameters.Single(p => p.Key == gradient.Name).Value.Grad!, 1e-12, gradient.Name);
        }

        var buffers = layer.NamedBuffers().ToDictionary();
        foreach (var buffer in expected.GetProperty("buffers").EnumerateObject())
        {
            Wave.Equal(buffer.Value.Doubles(), buffers[buffer.Name], 1e-12, buffer.Name);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_backward_pass_is_the_derivative_of_the_forward_pass(string name)
    {
        using var scope = torch.NewDisposeScope();
        using var layer = Cases.Make(name);
        layer.Initialize(3).To(ScalarType.Float64);
        Cases.Prepare(name, layer);
        var shape = Root.GetProperty("cases").EnumerateArray().First(c => c.GetProperty("name").GetString() == name).GetProperty("input")
            .Longs();
        GradientCheck.Check(inputs => layer.Forward(inputs[0]), Wave.Of(shape, 0.1, 3));
    }

    [Fact]
    public void An_embedding_looks_rows_up_and_leaves_the_padding_without_gradient()
    {
        using var scope = torch.NewDisposeScope();
        var expected = Root.GetProperty("embedding");
        using var layer = new Embedding(5, 3, padding: 1);
        layer.Initialize(1).To(ScalarType.Float64);
        Fill(layer.Weight, Wave.Of([5, 3], 1, 0.5));
        var output = layer.Forward(Tensor.FromArray([0L, 4, 1, 4, 2, 4], 2, 3));
        (output * Wave.Of(output.Shape, 0.3)).Sum().Backward();
        Wave.Equal(expected.GetProperty("output").Doubles(), output, 1e-12, "output");
        Wave.Equal(expected.GetProperty("gradient").Doubles(), layer.Weight.Grad!, 1e-12, "gradient");
    }

    internal static void Fill(Tensor parameter, Tensor values)
    {
        using var guard = torch.no_grad();
        parameter.CopyFrom(values);
    }
}
