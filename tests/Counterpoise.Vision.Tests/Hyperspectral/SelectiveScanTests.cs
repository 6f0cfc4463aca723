using System.Text.Json;
using Counterpoise.Tests;
using Counterpoise.Torch;
using Counterpoise.Torch.Modules;
using Counterpoise.Vision.Hyperspectral;

namespace Counterpoise.Vision.Tests.Hyperspectral;

/// <summary>The scan against committed numbers and against a loop of operators.</summary>
public sealed class SelectiveScanTests
{
    private static readonly JsonElement Root = OracleJson.Read("prototypes_and_scan.json");

    [Theory]
    [InlineData(ScanDiscretization.Simplified, "sel_scan")]
    [InlineData(ScanDiscretization.ZeroOrderHold, "sel_scan_exactZOH")]
    public void Outputs_equal_the_committed_numbers(ScanDiscretization discretization, string name)
    {
        using var scope = torch.NewDisposeScope();
        var y = Golden(discretization, reversed: false);
        double[] expected = [.. Root.GetProperty(name).EnumerateArray().Select(v => v.GetDouble())];
        Assert.All(expected.Zip(y), p => Assert.Equal(p.First, p.Second, 1e-12));
    }

    [Fact]
    public void Forward_and_reversed_add_up_to_the_committed_numbers()
    {
        using var scope = torch.NewDisposeScope();
        var both = Golden(ScanDiscretization.Simplified, false).Zip(Golden(ScanDiscretization.Simplified, true).Reverse(), (a, b) => a + b);
        Assert.All(Root.GetProperty("bidir_sum").EnumerateArray().Select(v => v.GetDouble()).Zip(both),
            p => Assert.Equal(p.First, p.Second, 1e-12));
    }

    [Theory]
    [InlineData(1, 70, 3, ScanDiscretization.Simplified)]
    [InlineData(2, 1, 2, ScanDiscretization.Simplified)]
    [InlineData(1, 65, 70, ScanDiscretization.Simplified)]
    [InlineData(2, 130, 5, ScanDiscretization.ZeroOrderHold)]
    public void Values_and_all_gradients_equal_a_loop_of_operators(int rows, int length, int channels, ScanDiscretization discretization)
    {
        using var scope = torch.NewDisposeScope();
        var (ours, theirs) = (Inputs(rows, length, channels, 4), Inputs(rows, length, channels, 4));
        var (y, expected) = (SelectiveScan.Apply(ours[0], ours[1], ours[2], ours[3], ours[4], ours[5], discretization),
            Loop(theirs, discretization));
        Near(expected, y);
        var weight = Wave([rows, length, channels], 9);
        (y * weight).sum().backward();
        (expected * weight).sum().backward();
        foreach (var (own, other) in ours.Zip(theirs))
        {
            Near(other.grad!, own.grad!);
        }
    }

    [Fact]
    public void A_thousand_steps_equal_the_loop_to_a_ten_billionth_and_single_precision_follows()
    {
        using var scope = torch.NewDisposeScope();
        using var guard = torch.no_grad();
        var inputs = Inputs(1, 1000, 2, 3);
        var expected = Loop(inputs, ScanDiscretization.Simplified);
        Near(expected, SelectiveScan.Apply(inputs[0], inputs[1], inputs[2], inputs[3], inputs[4], inputs[5]));
        Tensor[] single = [.. inputs.Select(t => t.to_type(ScalarType.Float32))];
        var near = SelectiveScan.Apply(single[0], single[1], single[2], single[3], single[4], single[5]).to_type(ScalarType.Float64);
        Assert.True((near - expected).abs().max().ToDouble() < 1e-4);
    }

    [Fact]
    public void Shapes_that_do_not_fit_are_refused()
    {
        using var scope = torch.NewDisposeScope();
        var t = Inputs(1, 3, 2, 4);
        Assert.Throws<ArgumentException>(() => { SelectiveScan.Apply(t[0], t[1], t[2], t[3].narrow(2, 0, 3), t[4], t[5]); });
        Assert.Throws<ArgumentException>(() => { SelectiveScan.Apply(t[0], t[1], t[2], t[3], t[4], t[5].to_type(ScalarType.Float32)); });
    }

    [Fact]
    public void Reversed_tokens_with_swapped_blocks_give_reversed_outputs()
    {
        using var scope = torch.NewDisposeScope();
        using var guard = torch.no_grad();
        using var first = new HyperspectralNetwork(new() { Bands = 2, Classes = 2, Width = 4, States = 3 });
        first.Initialize(1);
        using var second = new HyperspectralNetwork(first.Options);
        var state = first.StateDict().ToDictionary(t => t.Key.Contains("forward_scan") ? t.Key.Replace("forward_scan", "backward_scan")
            : t.Key.Replace("backward_scan", "forward_scan"), t => t.Value);
        second.LoadStateDict(state);
        var tokens = Wave([2, 11, 4], 3).to_type(ScalarType.Float32);
        var (straight, turned) = (first.Scan(tokens), second.Scan(tokens.flip(1)).flip(1));
        Assert.True((straight - turned).abs().max().ToDouble() < 1e-6);
        Assert.True(straight.abs().max().ToDouble() > 0);
    }

    private static double[] Golden(ScanDiscretization discretization, bool reversed)
    {
        Tensor Of(double[] values, params long[] shape)
        {
            var t = Tensor.FromArray(values, shape);
            return reversed ? t.flip(1) : t;
        }

        var (u, dt) = (Of([1, .5, -1, 2], 1, 4, 1), Of([.1, .2, .3, .4], 1, 4, 1));
        var (b, c) = (Of([1, .5, .2, .1, .3, -.2, 1, 1], 1, 4, 2), Of([1, 0, .5, .5, 1, -1, .2, .8], 1, 4, 2));
        return SelectiveScan.Apply(u, dt, Tensor.FromArray(new double[,] { { -1, -2 } }), b, c, Tensor.FromArray(new[] { .5 }),
            discretization).ToArray<double>();
    }

    private static Tensor[] Inputs(int rows, int length, int channels, int states) =>
    [
        Wave([rows, length, channels], 1).requires_grad_(true),
        (0.3 + (0.25 * Wave([rows, length, channels], 2))).detach().requires_grad_(true),
        (-1.2 + Wave([channels, states], 3)).detach().requires_grad_(true),
        Wave([rows, length, states], 4).requires_grad_(true),
        Wave([rows, length, states], 5).requires_grad_(true),
        Wave([channels], 6).requires_grad_(true),
    ];

    private static Tensor Wave(long[] shape, double phase)
    {
        var count = shape.Aggregate(1L, (a, b) => a * b);
        return Tensor.FromArray([.. Enumerable.Range(0, (int)count).Select(i => Math.Sin((1.7 * i) + phase))], shape);
    }

    private static Tensor Loop(Tensor[] t, ScanDiscretization discretization)
    {
        var (u, dt, a, b, c, skip) = (t[0], t[1], t[2], t[3], t[4], t[5]);
        var h = torch.zeros(u.Size(0), u.Size(2), a.Size(1), dtype: ScalarType.Float64);
        var outputs = new List<Tensor>();
        for (var i = 0; i < u.Size(1); i++)
        {
            var step = dt.select(1, i).unsqueeze(2);
            var decay = (step * a).exp();
            var factor = discretization == ScanDiscretization.ZeroOrderHold ? (decay - 1) / a : step;
            h = (decay * h) + (factor * b.select(1, i).unsqueeze(1) * u.select(1, i).unsqueeze(2));
            outputs.Add((h * c.select(1, i).unsqueeze(1)).sum(2) + (skip * u.select(1, i)));
        }

        return torch.stack(outputs, 1);
    }

    private static void Near(Tensor expected, Tensor found) =>
        Assert.True((expected - found).abs().max().ToDouble() <= 1e-10 * Math.Max(1, expected.abs().max().ToDouble()),
            $"differs by {(expected - found).abs().max().ToDouble():g3}");
}
