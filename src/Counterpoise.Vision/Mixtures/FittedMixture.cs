using Counterpoise.ClassifierForms;
using Counterpoise.Classifiers;
using Counterpoise.Numerics;
using Counterpoise.Torch;
using Counterpoise.Torch.Modules;

namespace Counterpoise.Vision.Mixtures;

/// <summary>A mixture that has learned: experts, their temperatures, their corrections and the gate.</summary>
public sealed class FittedMixture : IDisposable
{
    internal FittedMixture(IReadOnlyList<string> names, IFittedClassifier[] experts, double[] temperatures, GateNetwork gate,
        nn.Module<Tensor, Tensor>[] corrections, SoftMixtureOptions options)
    {
        (Names, Experts, Temperatures, Gate, Corrections, Options) = (names, experts, temperatures, gate, corrections, options);
        ClassCount = experts[0].ClassCount;
    }

    /// <summary>One classifier on its own, which no gate weighs: so that it is kept and applied as a mixture is.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="expert">The classifier; it is disposed with the mixture where it can be.</param>
    /// <param name="width">Its features.</param>
    public static FittedMixture OfOne(string name, IFittedClassifier expert, int width)
    {
        ArgumentNullException.ThrowIfNull(expert);
        var options = new SoftMixtureOptions { GateHidden = 1, RefinementEpochs = 0 };
        return new([name], [expert], [1], new GateNetwork([width], options.GateHidden, 0).Initialize(0), [], options);
    }

    /// <summary>Names of the experts, K.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>Number of classes, C.</summary>
    public int ClassCount { get; }

    /// <summary>The temperature of each expert; 1 where none was fitted.</summary>
    public IReadOnlyList<double> Temperatures { get; }

    /// <summary>How it was trained.</summary>
    public SoftMixtureOptions Options { get; }

    /// <summary>What a reader must know, such as a gate that always takes one expert.</summary>
    public IReadOnlyList<string> Warnings { get; internal set; } = [];

    /// <summary>
    /// The prediction of the gate rows by experts that have not seen them, for stacking and for the gate's weights of each row.
    /// </summary>
    public MixturePrediction? GateStage { get; internal set; }

    /// <summary>Parameters of the gate and of the corrections.</summary>
    public long GateParameterCount => Gate.ParameterCount + Corrections.Sum(c => c.ParameterCount);

    /// <summary>The classifiers of the experts, each on its own features, [K].</summary>
    public IReadOnlyList<IFittedClassifier> Experts { get; internal set; }

    internal GateNetwork Gate { get; }

    internal nn.Module<Tensor, Tensor>[] Corrections { get; }

    /// <summary>Predicts rows.</summary>
    /// <param name="features">Of each expert, n rows of its own features.</param>
    /// <param name="without">Experts that have failed: their gate is 0 and the others' are renormalised. Default none.</param>
    /// <exception cref="ArgumentException">The number of matrices or rows differs, an expert's output is not finite, or all are left
    /// out.</exception>
    public MixturePrediction Predict(IReadOnlyList<DenseMatrix> features, IReadOnlyCollection<int>? without = null)
    {
        ArgumentNullException.ThrowIfNull(features);
        without ??= [];
        if (without.Distinct().Count(k => k >= 0 && k < Names.Count) == Names.Count)
        {
            throw new ArgumentException("all experts are left out; expected at least one that has not failed", nameof(without));
        }

        Require(features);
        using var scope = torch.NewDisposeScope();
        using var guard = torch.no_grad();
        Gate.Eval();
        var (inputs, logits) = (Inputs(features), Logits(features, without));
        var gateLogits = Gate.Forward(inputs).to_type(ScalarType.Float64);
        foreach (var k in without)
        {
            gateLogits.select(1, k).fill_(-1e9);
        }

        var corrected = Correct(logits, inputs);
        var log = SoftMixture.LogProbabilities(corrected, gateLogits, Options.Space, Options.GateTemperature);
        var own = corrected.softmax(2);
        return new(
            log.exp().ToArray<double>(), SoftMixture.Gate(gateLogits, Options.GateTemperature).ToArray<double>(),
            [.. Enumerable.Range(0, Names.Count).Select(k => own.select(1, k).contiguous().ToArray<double>())]);
    }

    /// <summary>What is done with the experts' probabilities, as constants, for exporters.</summary>
    public MixtureForm Describe() => new(Temperatures, Gate.Describe(),
        [.. Corrections.Select(c => GateNetwork.Describe((Linear)c))], Options.Space == MixingSpace.Logit, Options.GateTemperature);

    /// <inheritdoc/>
    public void Dispose()
    {
        Gate.Dispose();
        foreach (var correction in Corrections)
        {
            correction.Dispose();
        }

        foreach (var expert in Experts.OfType<IDisposable>())
        {
            expert.Dispose();
        }
    }

    /// <summary>Features of all experts side by side, [n, Σ widths], float32.</summary>
    internal static Tensor Inputs(IReadOnlyList<DenseMatrix> features)
    {
        using var scope = torch.NewDisposeScope();
        return scope.Keep(torch.cat([.. features.Select(f => Tensor.FromArray(f.Data, f.Rows, f.Columns).to_type(ScalarType.Float32))], 1));
    }

    /// <summary>Calibrated logits of all experts, [n, K, C], float64; zeros for those that are left out.</summary>
    internal Tensor Logits(IReadOnlyList<DenseMatrix> features, IReadOnlyCollection<int> without)
    {
        using var scope = torch.NewDisposeScope();
        var (n, k) = (features[0].Rows, Names.Count);
        var all = new double[n * k * ClassCount];
        for (var e = 0; e < k; e++)
        {
            if (without.Contains(e))
            {
                continue;
            }

            var p = Experts[e].PredictProbabilities(features[e]);
            for (var i = 0; i < p.Length; i++)
            {
                all[(((i / ClassCount * k) + e) * ClassCount) + (i % ClassCount)] =
                    Math.Log(Math.Max(p[i], MixtureForm.LeastProbability)) / Temperatures[e];
            }
        }

        return scope.Keep(Tensor.FromArray(all, n, k, ClassCount));
    }

    internal Tensor Correct(Tensor logits, Tensor inputs)
    {
        using var scope = torch.NewDisposeScope();
        if (Corrections.Length == 0)
        {
            return logits;
        }

        var normalized = Gate.Normalize(inputs);
        long start = 0;
        var parts = new List<Tensor>();
        foreach (var (width, correction) in Gate.Widths.Zip(Corrections))
        {
            parts.Add(correction.Forward(normalized.Narrow(1, start, width)));
            start += width;
        }

        return scope.Keep(logits + torch.stack(parts, 1).to_type(logits.Type));
    }

    private void Require(IReadOnlyList<DenseMatrix> features)
    {
        if (features.Count != Names.Count || features.Any(f => f.Rows != features[0].Rows))
        {
            throw new ArgumentException(
                $"found {features.Count} matrices of {string.Join(", ", features.Select(f => f.Rows))} rows; expected one for each of "
                + $"{Names.Count} experts with equally many rows", nameof(features));
        }
    }
}
