using System.Text.Json;
using Counterpoise.Tests;
using Counterpoise.Torch;
using Counterpoise.Vision.Mixtures;

namespace Counterpoise.Vision.Tests.Mixtures;

/// <summary>The mathematics of mixtures against committed numbers (oracles/mixture.json) and by hand.</summary>
public sealed class SoftMixtureTests
{
    private static readonly JsonElement Root = OracleJson.Read("mixture.json");

    [Fact]
    public void Gate_mixture_loss_and_gradients_equal_the_committed_numbers()
    {
        using var scope = torch.NewDisposeScope();
        var label = Tensor.FromArray(new long[] { 1 });
        foreach (var (space, mix, nll, gradient) in new[] { (MixingSpace.Probability, "mix_prob", "nll_prob", "grad_gate_prob"),
            (MixingSpace.Logit, "mix_logit_softmax", "nll_logit", "grad_gate_logit") })
        {
            var (experts, gate) = (Experts().requires_grad_(true), GateLogits().requires_grad_(true));
            Near("gate", SoftMixture.Gate(gate));
            var log = SoftMixture.LogProbabilities(experts, gate, space);
            Near(mix, log.exp());
            var loss = -log.gather(1, label.unsqueeze(1)).sum();
            Assert.Equal(Root.GetProperty(nll).GetDouble(), loss.ToDouble(), 1e-12);
            loss.backward();
            Near(gradient, gate.grad!);
            if (space == MixingSpace.Probability)
            {
                Near("grad_E_prob", experts.grad!);
                Near("resp", SoftMixture.Responsibilities(experts, gate, label));
                var difference = (SoftMixture.Gate(gate) - SoftMixture.Responsibilities(experts, gate, label)).ToArray<double>();
                Assert.All(difference.Zip(gate.grad!.ToArray<double>()), p => Assert.Equal(p.First, p.Second, 1e-12));
            }
        }

        Near("gate_T2", SoftMixture.Gate(GateLogits(), 2));
    }

    [Fact]
    public void Importance_its_penalty_and_the_entropy_equal_the_committed_numbers()
    {
        using var scope = torch.NewDisposeScope();
        var gates = Tensor.FromArray(new double[,] { { .7, .2, .1 }, { .6, .3, .1 }, { .2, .2, .6 }, { .5, .4, .1 } });
        Near("importance", gates.sum([0L]));
        Assert.Equal(Root.GetProperty("cv2").GetDouble(), SoftMixture.ImportancePenalty(gates).ToDouble(), 1e-12);
        Assert.Equal(Root.GetProperty("gate_entropy_mean").GetDouble(), SoftMixture.MeanEntropy(gates).ToDouble(), 1e-12);
        Assert.Equal(0, SoftMixture.ImportancePenalty(torch.full(5, 3, 1 / 3.0, dtype: ScalarType.Float64)).ToDouble(), 1e-12);
        Assert.Equal(0, SoftMixture.MeanEntropy(Tensor.FromArray(new double[,] { { 1, 0 } })).ToDouble(), 1e-12);
    }

    [Fact]
    public void A_gate_on_one_expert_gives_that_experts_loss_and_one_expert_is_its_own_mixture()
    {
        using var scope = torch.NewDisposeScope();
        var sure = Tensor.FromArray(new double[,] { { 0, 800, 0 } });
        var expected = Experts().select(1, 1).log_softmax(1).ToArray<double>();
        foreach (var space in Enum.GetValues<MixingSpace>())
        {
            Assert.All(expected.Zip(SoftMixture.LogProbabilities(Experts(), sure, space).ToArray<double>()),
                p => Assert.Equal(p.First, p.Second, 1e-12));
            var alone = SoftMixture.LogProbabilities(Experts().narrow(1, 1, 1), torch.zeros(1, 1, dtype: ScalarType.Float64), space);
            Assert.All(expected.Zip(alone.ToArray<double>()), p => Assert.Equal(p.First, p.Second, 1e-12));
        }
    }

    [Fact]
    public void A_temperature_scales_an_expert_and_never_the_gate_and_at_infinity_the_expert_is_uniform()
    {
        using var scope = torch.NewDisposeScope();
        var hot = SoftMixture.LogProbabilities(Experts() / 1e9, GateLogits()).exp();
        Assert.All(hot.ToArray<double>(), p => Assert.Equal(1.0 / 3, p, 1e-8));
        Assert.Equal(1, SoftMixture.LogProbabilities(Experts() / 1.7, GateLogits()).exp().sum().ToDouble(), 1e-12);
    }

    [Fact]
    public void An_expert_that_is_not_finite_is_named_and_not_hidden_by_the_gate()
    {
        using var scope = torch.NewDisposeScope();
        var broken = Experts().clone();
        broken.select(1, 2).fill_(double.NaN);
        var silent = Tensor.FromArray(new double[,] { { 800.0, 0, -800 } });
        Assert.Contains("expert 2", Assert.Throws<ArgumentException>(() => { SoftMixture.LogProbabilities(broken, silent); }).Message,
            StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => { SoftMixture.LogProbabilities(Experts(), torch.zeros(1, 2)); });
    }

    private static Tensor Experts() => Tensor.FromArray(new[] { 2, 0, -1, .5, 1.5, 0, -.5, .2, 1 }, 1, 3, 3);

    private static Tensor GateLogits() => Tensor.FromArray(new double[,] { { 1, 0, -.5 } });

    private static void Near(string name, Tensor found)
    {
        double[] expected = [.. Flat(Root.GetProperty(name))];
        var values = found.contiguous().ToArray<double>();
        Assert.Equal(expected.Length, values.Length);
        Assert.All(expected.Zip(values), p => Assert.Equal(p.First, p.Second, 1e-10));
    }

    private static IEnumerable<double> Flat(JsonElement element) =>
        element.ValueKind == JsonValueKind.Array ? element.EnumerateArray().SelectMany(Flat) : [element.GetDouble()];
}
