using System.Globalization;
using Counterpoise.Calibration;
using Counterpoise.Classifiers;
using Counterpoise.Metrics;
using Counterpoise.Numerics;
using Counterpoise.Randomness;
using Counterpoise.Torch;
using Counterpoise.Torch.Modules;
using Counterpoise.Torch.Optimizers;

namespace Counterpoise.Vision.Mixtures;

/// <summary>
/// Trains a soft mixture of experts on kept features in three stages: experts on their part of the training rows; temperatures and gate on
/// the gate part, which experts never see; then a linear correction of each expert beside the gate at a small rate. The best epoch by
/// macro-F1 on validation is kept, after which experts may be fitted anew on all training rows with the gate frozen.
/// </summary>
/// <remarks>
/// A gate that learns from the rows that its experts were fitted to sees experts that are all right and learns nothing, or which of them
/// over-fits: hence the gate part. Differs from Hoang and Phan (arXiv:2606.23441) in that, in the calibration, and in that the backbone
/// stays frozen. O(epochs · n · (Σ widths · hidden)).
/// </remarks>
public static class SoftMixtureTraining
{
    private const double LeastTemperature = 0.25, MostTemperature = 4, EffectiveBeta = 0.999;

    /// <summary>Trains the mixture.</summary>
    /// <param name="experts">K experts, each with features for all rows.</param>
    /// <param name="labels">The class of every row.</param>
    /// <param name="classNames">C names, at least 2.</param>
    /// <param name="rows">The parts.</param>
    /// <param name="options">How; the defaults where null.</param>
    /// <param name="cancellationToken">Stops between epochs and fits.</param>
    /// <exception cref="ArgumentException">There is no expert, parts overlap, or there are fewer than two classes.</exception>
    public static FittedMixture Fit(IReadOnlyList<MixtureExpert> experts, int[] labels, IReadOnlyList<string> classNames, MixtureRows rows,
        SoftMixtureOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(experts);
        ArgumentNullException.ThrowIfNull(labels);
        ArgumentNullException.ThrowIfNull(classNames);
        ArgumentNullException.ThrowIfNull(rows);
        options ??= new SoftMixtureOptions();
        options.Validate();
        rows.Validate();
        if (experts.Count == 0 || classNames.Count < 2)
        {
            throw new ArgumentException(
                $"found {experts.Count} experts and {classNames.Count} classes; expected at least 1 expert and 2 classes");
        }

        var fitted = experts.Select(e => FitExpert(e, labels, classNames.Count, rows.Expert, options.Seed, cancellationToken)).ToArray();
        var temperatures = experts.Zip(fitted, (e, f) => options.Calibrates
            ? Temperature(f, e.Features.SelectRows(rows.Gate), [.. rows.Gate.Select(r => labels[r])]) : 1).ToArray();
        int[] widths = [.. experts.Select(e => e.Features.Columns)];
        var gate = new GateNetwork(widths, options.GateHidden, options.GateDropout).Initialize(options.Seed);
        var corrections = options.RefinementEpochs == 0 ? [] : widths
            .Select(w => (nn.Module<Tensor, Tensor>)new Linear(w, classNames.Count, weightInitializer: Initializer.Zeros,
                biasInitializer: Initializer.Zeros).Initialize(options.Seed)).ToArray();
        var mixture = new FittedMixture([.. experts.Select(e => e.Name)], fitted, temperatures, gate, corrections, options);
        try
        {
            if (experts.Count > 1)
            {
                new Stages(mixture, experts, labels, classNames, rows).Run(cancellationToken);
            }

            mixture.GateStage = mixture.Predict([.. experts.Select(e => e.Features.SelectRows(rows.Gate))]);
            mixture.Warnings = Warn(mixture, experts, labels, rows, classNames.Count);
            if (options.RefitsExperts)
            {
                int[] all = [.. rows.Expert.Concat(rows.Gate).Order()];
                mixture.Experts = [.. experts.Select(e => FitExpert(e, labels, classNames.Count, all, options.Seed, cancellationToken))];
            }

            return mixture;
        }
        catch
        {
            mixture.Dispose();
            throw;
        }
    }

    private static IFittedClassifier FitExpert(MixtureExpert expert, int[] labels, int classes, int[] rows, ulong seed,
        CancellationToken cancellationToken) =>
        expert.Classifier.Fit(expert.Features.SelectRows(rows), [.. rows.Select(r => labels[r])], classes, default,
            new RandomStream(seed, "expert/" + expert.Name), cancellationToken);

    private static double Temperature(IFittedClassifier expert, DenseMatrix features, int[] labels)
    {
        double[] logits = [.. expert.PredictProbabilities(features).Select(p => Math.Log(Math.Max(p, 1e-12)))];
        return Math.Clamp(TemperatureScaling.Fit(labels, logits, expert.ClassCount).Temperature, LeastTemperature, MostTemperature);
    }

    private static string[] Warn(FittedMixture mixture, IReadOnlyList<MixtureExpert> experts, int[] labels, MixtureRows rows, int classes)
    {
        var judged = rows.Validation.Length > 0 ? rows.Validation : rows.Gate;
        var prediction = mixture.Predict([.. experts.Select(e => e.Features.SelectRows(judged))]);
        var diagnosis = MixtureDiagnosis.Compute(mixture.Names, [.. judged.Select(r => labels[r])], prediction, classes);
        var warnings = new List<string>();
        if (experts.Count > 1 && diagnosis.MeanLargestGate > mixture.Options.CollapseThreshold)
        {
            warnings.Add(string.Create(CultureInfo.InvariantCulture,
                $"the gate has collapsed: its largest weight is {diagnosis.MeanLargestGate:0.000} on average, so that one expert decides "
                + $"each row; raise the importance weight or the gate's temperature"));
        }

        if (experts.Count > 1 && !diagnosis.CanGatingHelp)
        {
            warnings.Add(string.Create(CultureInfo.InvariantCulture,
                $"a perfect gate would gain {100 * diagnosis.OracleGap:0.0} points over "
                + $"{mixture.Names[diagnosis.Accuracies.Index().MaxBy(a => a.Item).Index]}, less than 1: gating cannot help here"));
        }

        return [.. warnings];
    }

    /// <summary>Stages 2a and 2b.</summary>
    private sealed class Stages(FittedMixture mixture, IReadOnlyList<MixtureExpert> experts, int[] labels,
        IReadOnlyList<string> classNames, MixtureRows rows)
    {
        private readonly SoftMixtureOptions _options = mixture.Options;
        private readonly int[] _gateLabels = [.. rows.Gate.Select(r => labels[r])];
        private readonly int[] _judgedLabels = [.. rows.Validation.Select(r => labels[r])];
        private Dictionary<nn.Module, IReadOnlyDictionary<string, Tensor>> _best = [];
        private double _bestScore = double.NegativeInfinity;

        public void Run(CancellationToken cancellationToken)
        {
            using var scope = torch.NewDisposeScope();
            DenseMatrix[] own = [.. experts.Select(e => e.Features.SelectRows(rows.Gate))];
            var (inputs, logits) = (FittedMixture.Inputs(own), mixture.Logits(own, []).to_type(ScalarType.Float32));
            var weights = ClassTerms();
            var order = new RandomStream(_options.Seed, "gate-batches");
            Remember();
            using (var optimizer = new AdamW(mixture.Gate.parameters(),
                new AdamOptions { LearningRate = _options.GateLearningRate, WeightDecay = _options.WeightDecay }))
            {
                Train(optimizer, _options.GateEpochs, inputs, logits, weights, order, corrects: false, cancellationToken);
            }

            Restore();
            if (mixture.Corrections.Length > 0)
            {
                using var optimizer = new AdamW(
                    mixture.Gate.parameters().Concat(mixture.Corrections.SelectMany(c => c.parameters())),
                    new AdamOptions { LearningRate = _options.RefinementLearningRate, WeightDecay = _options.WeightDecay });
                Train(optimizer, _options.RefinementEpochs, inputs, logits, weights, order, corrects: true, cancellationToken);
                Restore();
            }
        }

        private void Train(AdamW optimizer, int epochs, Tensor inputs, Tensor logits, Tensor terms, RandomStream order, bool corrects,
            CancellationToken cancellationToken)
        {
            int[] places = [.. Enumerable.Range(0, _gateLabels.Length)];
            for (var epoch = 0; epoch < epochs; epoch++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                order.Shuffle<int>(places);
                mixture.Gate.train();
                foreach (var batch in places.Chunk(_options.BatchSize))
                {
                    using var step = torch.NewDisposeScope();
                    var index = Tensor.FromArray([.. batch.Select(i => (long)i)]);
                    var input = inputs.index_select(0, index);
                    var expert = logits.index_select(0, index);
                    var loss = Loss(corrects ? mixture.Correct(expert, input) : expert, mixture.Gate.Forward(input),
                        [.. batch.Select(i => (long)_gateLabels[i])], terms);
                    optimizer.ZeroGrad();
                    loss.backward();
                    optimizer.Step();
                }

                if (Score() is var score && score > _bestScore)
                {
                    _bestScore = score;
                    Remember();
                }
            }
        }

        private Tensor Loss(Tensor expert, Tensor gate, long[] batch, Tensor terms)
        {
            var log = SoftMixture.LogProbabilities(expert, gate, _options.Space, _options.GateTemperature);
            var target = Tensor.FromArray(batch);
            var penalty = SoftMixture.ImportancePenalty(SoftMixture.Gate(gate, _options.GateTemperature)) * _options.ImportanceWeight;
            if (_options.GateLoss == GateLossKind.LogitAdjusted)
            {
                return torch.nn.functional.cross_entropy(log + terms, target) + penalty;
            }

            var weight = terms.index_select(0, target);
            return -(log.gather(1, target.unsqueeze(1)).squeeze(1) * weight).sum() / weight.sum() + penalty;
        }

        /// <summary>Weights of the effective number for the balanced loss, logarithms of priors for logit adjustment, else ones.</summary>
        private Tensor ClassTerms()
        {
            var counts = new int[classNames.Count];
            Array.ForEach(_gateLabels, label => counts[label]++);
            float[] terms = _options.GateLoss switch
            {
                GateLossKind.ClassBalanced => [.. counts.Select(n => n == 0 ? 0f
                    : (float)((1 - EffectiveBeta) / (1 - Math.Pow(EffectiveBeta, n))))],
                GateLossKind.LogitAdjusted => [.. counts.Select(n => (float)Math.Log(Math.Max(n, 0.5) / _gateLabels.Length))],
                _ => [.. counts.Select(_ => 1f)],
            };
            return Tensor.FromArray(terms);
        }

        /// <summary>Macro-F1 on validation; without validation rows the last epoch counts.</summary>
        private double Score()
        {
            if (rows.Validation.Length == 0)
            {
                return _bestScore == double.NegativeInfinity ? 0 : _bestScore + 1;
            }

            var prediction = mixture.Predict([.. experts.Select(e => e.Features.SelectRows(rows.Validation))]);
            return Evaluation.Of(_judgedLabels, prediction.Probabilities, classNames).Value("macro_f1") ?? double.NegativeInfinity;
        }

        private void Remember()
        {
            foreach (var state in _best.Values.SelectMany(s => s.Values))
            {
                state.Dispose();
            }

            _best = mixture.Corrections.Append<nn.Module>(mixture.Gate)
                .ToDictionary(m => m, m => (IReadOnlyDictionary<string, Tensor>)m.StateDict()
                    .ToDictionary(t => t.Key, t => t.Value.detach().clone()));
        }

        private void Restore()
        {
            foreach (var (module, state) in _best)
            {
                module.LoadStateDict(state);
            }
        }
    }
}
