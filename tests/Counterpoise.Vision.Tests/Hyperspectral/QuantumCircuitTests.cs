using System.Text.Json;
using Counterpoise.Tests;
using Counterpoise.Torch;
using Counterpoise.Vision.Hyperspectral;

namespace Counterpoise.Vision.Tests.Hyperspectral;

/// <summary>The circuit against committed numbers (oracles/prototypes_and_scan.json), closed forms and parameter shift.</summary>
public sealed class QuantumCircuitTests
{
    private static readonly JsonElement Root = OracleJson.Read("prototypes_and_scan.json");
    private static readonly double[] Weights = [.5, -.4, .3, -.2, .1, .6, -.7, .8];

    [Fact]
    public void Expectations_and_gradients_equal_the_committed_numbers()
    {
        using var scope = torch.NewDisposeScope();
        var x = Tensor.FromArray(new[] { .1, .2, .3, .4 }, 1, 4).requires_grad_(true);
        var w = Tensor.FromArray(Weights, 2, 4).requires_grad_(true);
        var z = QuantumCircuit.Expectations(x, w);
        Near(Flat("vqc"), z.ToArray<double>(), 1e-12);
        z.select(1, 0).sum().backward();
        Near(Flat("param_shift_dZ0"), w.grad!.ToArray<double>(), 1e-12);
        var ofFirst = Root.GetProperty("param_shift_dx");
        for (var i = 0; i < 4; i++)
        {
            using var own = torch.NewDisposeScope();
            var again = Tensor.FromArray(new[] { .1, .2, .3, .4 }, 1, 4).requires_grad_(true);
            QuantumCircuit.Expectations(again, Tensor.FromArray(Weights, 2, 4)).select(1, i).sum().backward();
            double[] expected = [.. Enumerable.Range(0, 4).Select(j => ofFirst[j].EnumerateArray().ElementAt(i).GetDouble())];
            Near(expected, again.grad!.ToArray<double>(), 1e-12);
        }
    }

    [Fact]
    public void Closed_forms_without_weights_hold()
    {
        using var scope = torch.NewDisposeScope();
        double[] Of(double[] x, int layers) => QuantumCircuit.Expectations(Tensor.FromArray(x, 1, 4),
            torch.zeros(layers, 4, dtype: ScalarType.Float64)).ToArray<double>();
        Near([1, 1, 1, 1], Of([0, 0, 0, 0], 2), 1e-12);
        Near([-1, -1, 1, -1], Of([Math.PI, 0, 0, 0], 2), 1e-12);
        double[] c = [.. new[] { .1, .2, .3, .4 }.Select(Math.Cos)];
        Near([c[1] * c[2] * c[3], c[0] * c[1], c[0] * c[1] * c[2], c[0] * c[1] * c[2] * c[3]], Of([.1, .2, .3, .4], 1), 1e-12);
        Near(Flat("one_layer_W0"), Of([.1, .2, .3, .4], 1), 1e-12);
        Assert.Equal(1, QuantumCircuit.StateNorm([.1, .2, .3, .4], Weights), 1e-12);
    }

    [Fact]
    public void The_adjoint_gradient_is_that_of_parameter_shift_for_a_batch_of_any_number_of_wires()
    {
        foreach (var wires in new[] { 2, 3, 5 })
        {
            using var scope = torch.NewDisposeScope();
            double[] x = [.. Enumerable.Range(0, 3 * wires).Select(i => Math.Sin(i + 1.0))];
            double[] w = [.. Enumerable.Range(0, 2 * wires).Select(i => Math.Cos(3.0 * i))];
            double[] g = [.. Enumerable.Range(0, 3 * wires).Select(i => 0.5 - (0.1 * i))];
            double Value(double[] angles, double[] weights) =>
                QuantumCircuit.Expectations(Tensor.FromArray(angles, 3, wires), Tensor.FromArray(weights, 2, wires)).ToArray<double>()
                    .Zip(g, (z, s) => z * s).Sum();
            double[] Shifted(double[] at, Func<double[], double> value) => [.. at.Select((_, i) =>
            {
                double[] Moved(double by) => [.. at.Select((v, j) => j == i ? v + by : v)];
                return (value(Moved(Math.PI / 2)) - value(Moved(-Math.PI / 2))) / 2;
            })];
            var (tx, tw) = (Tensor.FromArray(x, 3, wires).requires_grad_(true), Tensor.FromArray(w, 2, wires).requires_grad_(true));
            (QuantumCircuit.Expectations(tx, tw) * Tensor.FromArray(g, 3, wires)).sum().backward();
            Near(Shifted(x, v => Value(v, w)), tx.grad!.ToArray<double>(), 1e-11);
            Near(Shifted(w, v => Value(x, v)), tw.grad!.ToArray<double>(), 1e-11);
        }
    }

    [Fact]
    public void Angles_that_are_not_finite_and_shapes_that_do_not_fit_are_refused()
    {
        using var scope = torch.NewDisposeScope();
        Assert.Contains("row 1, wire 2", Assert.Throws<ArgumentException>(() =>
            { QuantumCircuit.Expectations(Tensor.FromArray(new[] { 0, 0, 0, 0, 0, 0, double.NaN, 0 }, 2, 4),
            torch.zeros(2, 4, dtype: ScalarType.Float64)); }).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => { QuantumCircuit.Expectations(torch.zeros(2, 4), torch.zeros(2, 3)); });
        Assert.Throws<ArgumentException>(() => { QuantumCircuit.Expectations(torch.zeros(2, 13), torch.zeros(2, 13)); });
    }

    private static double[] Flat(string name) => [.. Walk(Root.GetProperty(name))];

    private static IEnumerable<double> Walk(JsonElement e) => e.ValueKind == JsonValueKind.Array ? e.EnumerateArray().SelectMany(Walk)
        : [e.GetDouble()];

    private static void Near(double[] expected, double[] found, double tolerance)
    {
        Assert.Equal(expected.Length, found.Length);
        Assert.All(expected.Zip(found), p => Assert.Equal(p.First, p.Second, tolerance));
    }
}
