using System.Text.Json;
using Counterpoise.Tests.Torch.Modules;
using Counterpoise.Torch;
using Counterpoise.Torch.Modules;
using Counterpoise.Torch.Optimizers;

namespace Counterpoise.Tests.Torch.Optimizers;

/// <summary>Twenty steps in float64 against torch.optim: oracles/optimizers.py.</summary>
public sealed class TrajectoryTests
{
    private static readonly JsonElement Root = OracleJson.Read("optimizers.json");

    public static TheoryData<string> Names => [.. Root.GetProperty("runs").EnumerateObject().Select(r => r.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Twenty_steps_equal_PyTorchs(string name)
    {
        using var scope = torch.NewDisposeScope();
        var expected = Root.GetProperty("runs").GetProperty(name);
        var problem = new Problem();
        using var optimizer = Make(name, problem.A, problem.B);
        var norms = new List<double>();
        for (var t = 0; t < Problem.Steps; t++)
        {
            var loss = problem.Step(optimizer, t, () => Clip(name, problem, norms));
            Wave.Equal([expected.GetProperty("losses")[t].GetDouble()], [loss], 1e-12, $"loss {t}");
            if (expected.GetProperty("parameters").TryGetProperty($"{t}", out var values))
            {
                Wave.Equal(values.Doubles(), problem.Values, 1e-12, $"parameters after step {t}");
            }
        }

        if (expected.TryGetProperty("norms", out var expectedNorms))
        {
            Wave.Equal(expectedNorms.Doubles(), [.. norms], 1e-12, "norms");
        }
    }

    [Theory]
    [InlineData("sgd dampening")]
    [InlineData("sgd nesterov")]
    [InlineData("adam amsgrad")]
    [InlineData("adamw")]
    public void Tensors_that_are_not_dense_take_the_operators_and_arrive_at_the_same(string name)
    {
        using var scope = torch.NewDisposeScope();
        var dense = new Problem();
        var (a, b) = (Strided(dense.A), Strided(dense.B));
        using var fused = Make(name, dense.A, dense.B);
        using var stock = Make(name, a, b);
        for (var t = 0; t < Problem.Steps; t++)
        {
            dense.Step(fused, t, () =>
            {
                a.Grad = dense.A.Grad;
                b.Grad = dense.B.Grad;
            });
            stock.Step();
        }

        Wave.Equal(dense.Values, [.. a.ToArray<double>(), .. b.ToArray<double>()], 1e-13, name);
    }

    [Theory]
    [InlineData("sgd nesterov")]
    [InlineData("adam amsgrad")]
    [InlineData("adamw")]
    public void A_run_that_is_resumed_goes_on_as_if_it_had_not_stopped(string name)
    {
        using var scope = torch.NewDisposeScope();
        var whole = new Problem();
        using var optimizer = Make(name, whole.A, whole.B);
        for (var t = 0; t < 10; t++)
        {
            whole.Step(optimizer, t);
        }

        optimizer.Groups[1].LearningRate = 0.007;
        var resumed = new Problem();
        LayerOracleTests.Fill(resumed.A, whole.A.Detach());
        LayerOracleTests.Fill(resumed.B, whole.B.Detach());
        using var next = Make(name, resumed.A, resumed.B);
        next.LoadStateDict(optimizer.StateDict().ToDictionary(s => s.Key, s => s.Value.Clone()));
        for (var t = 10; t < Problem.Steps; t++)
        {
            whole.Step(optimizer, t);
            resumed.Step(next, t);
        }

        Assert.Equal(whole.Values, resumed.Values);
    }

    [Fact]
    public void An_average_of_the_parameters_equals_PyTorchs_averaged_model()
    {
        using var scope = torch.NewDisposeScope();
        using var module = new Pair();
        using var average = new ExponentialMovingAverage(module, 0.9);
        using var optimizer = Make("sgd momentum", module.Problem.A, module.Problem.B);
        for (var t = 0; t < Problem.Steps; t++)
        {
            module.Problem.Step(optimizer, t);
            module.Load();
            average.Update();
        }

        Wave.Equal(Root.GetProperty("average").Doubles(), [.. average.StateDict().Values.SelectMany(v => v.ToArray<double>())], 1e-12,
            "average");
    }

    private static Tensor Strided(Tensor tensor)
    {
        // Every second element of a longer tensor: nothing that the fused loop could walk through.
        using var guard = torch.no_grad();
        return tensor.detach().repeat_interleave(2, tensor.Rank - 1).slice(tensor.Rank - 1, 0, 2 * tensor.Size(-1), 2).Detach().WithGrad();
    }

    private static Optimizer Make(string name, Tensor a, Tensor b)
    {
        if (name.StartsWith("sgd", StringComparison.Ordinal))
        {
            var o = name switch
            {
                "sgd momentum" or "sgd clipped by norm" or "sgd clipped by value" => new SgdOptions { Momentum = 0.9 },
                "sgd dampening" => new SgdOptions { Momentum = 0.9, Dampening = 0.3, WeightDecay = 0.05 },
                "sgd nesterov" => new SgdOptions { Momentum = 0.9, Nesterov = true, WeightDecay = 0.05 },
                _ => new SgdOptions(),
            };
            return new Sgd(([a], o with { LearningRate = 0.02 }), ([b], o with { LearningRate = 0.01, WeightDecay = 0.1 }));
        }

        var first = new AdamOptions
        {
            LearningRate = 0.02,
            AmsGrad = name.EndsWith("amsgrad", StringComparison.Ordinal),
            Epsilon = name == "adam decay" ? 1e-6 : 1e-8,
            WeightDecay = name switch { "adam decay" => 0.05, "adamw" => 0.01, "adamw amsgrad" => 0.02, _ => 0 },
        };
        var second = first with { LearningRate = 0.03, WeightDecay = 0.1, Beta1 = 0.8, Beta2 = 0.95 };
        return name.StartsWith("adamw", StringComparison.Ordinal) ? new AdamW(([a], first), ([b], second))
            : new Adam(([a], first), ([b], second));
    }

    private static void Clip(string name, Problem problem, List<double> norms)
    {
        Tensor[] parameters = [problem.A, problem.B];
        switch (name)
        {
            case "sgd clipped by norm":
                norms.Add(GradientClipping.ByNorm(parameters, 0.7));
                break;
            case "sgd clipped by largest":
                norms.Add(GradientClipping.ByNorm(parameters, 0.7, double.PositiveInfinity));
                break;
            case "sgd clipped by l1":
                norms.Add(GradientClipping.ByNorm(parameters, 2, 1));
                break;
            case "sgd clipped by value":
                GradientClipping.ByValue(parameters, 0.25);
                break;
        }
    }

    /// <summary>The problem's parameters as a module.</summary>
    private sealed class Pair : nn.Module
    {
        public Pair() : base(nameof(Pair))
        {
            this.RegisterParameter("a", [3, 4], Initializer.Zeros);
            this.RegisterParameter("b", [5], Initializer.Zeros);
            this.To(ScalarType.Float64);
            Load();
        }

        public Problem Problem { get; } = new();

        public void Load() => this.LoadStateDict(new Dictionary<string, Tensor> { ["a"] = Problem.A.Detach(), ["b"] = Problem.B.Detach() });
    }
}
