using Counterpoise.Metrics;
using Counterpoise.Randomness;
using Counterpoise.Torch;
using Counterpoise.Torch.Modules;
using Counterpoise.Torch.Optimizers;

namespace Counterpoise.Vision.Hyperspectral;

/// <summary>
/// Trains a <see cref="HyperspectralNetwork"/> on patches and predicts every pixel; the epoch with the best mean recall on validation is
/// kept.
/// </summary>
public static class PixelTraining
{
    /// <summary>Trains a network.</summary>
    /// <param name="patches">The patches, standardised.</param>
    /// <param name="train">Patches to learn from.</param>
    /// <param name="validation">Patches that choose the epoch; empty keeps the last.</param>
    /// <param name="shape">The network's shape; bands and classes are those of the patches.</param>
    /// <param name="options">How; the defaults where null.</param>
    /// <param name="cancellationToken">Stops between steps.</param>
    /// <exception cref="ArgumentException">Options are out of range, or no training pixel has a class.</exception>
    public static HyperspectralNetwork Fit(PixelPatches patches, int[] train, int[] validation, HyperspectralOptions shape,
        PixelTrainingOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(patches);
        ArgumentNullException.ThrowIfNull(train);
        ArgumentNullException.ThrowIfNull(validation);
        ArgumentNullException.ThrowIfNull(shape);
        options ??= new PixelTrainingOptions();
        options.Validate();
        var network = new HyperspectralNetwork(shape with { Bands = patches.Bands, Classes = patches.ClassNames.Count })
            .Initialize(options.Seed);
        try
        {
            if (options.DoublePrecision)
            {
                network.To(ScalarType.Float64);
            }

            Train(network, patches, train, validation, options, cancellationToken);
            network.Eval();
            return network;
        }
        catch
        {
            network.Dispose();
            throw;
        }
    }

    /// <summary>Probabilities of every labelled pixel, in the order of patches and pixels.</summary>
    /// <param name="network">A trained network.</param>
    /// <param name="patches">The patches, standardised as in training.</param>
    /// <param name="rows">Which patches.</param>
    /// <param name="cancellationToken">Stops between batches.</param>
    /// <returns>True classes and row-major probabilities.</returns>
    public static (int[] Labels, double[] Probabilities) Predict(HyperspectralNetwork network, PixelPatches patches, int[] rows,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(patches);
        var (labels, probabilities) = (new List<int>(), new List<double>());
        using var guard = torch.no_grad();
        network.Eval();
        foreach (var batch in rows.Chunk(Math.Max(1, 16_384 / (patches.Height * patches.Width))))
        {
            cancellationToken.ThrowIfCancellationRequested();
            using var scope = torch.NewDisposeScope();
            var (values, truth) = patches.Select(batch);
            var p = network.Forward(values.to_type(TypeOf(network))).permute(0, 2, 3, 1).reshape(-1, patches.ClassNames.Count)
                .to_type(ScalarType.Float64).softmax(1).ToArray<double>();
            var own = truth.ToArray<long>();
            for (var i = 0; i < own.Length; i++)
            {
                if (own[i] != HybridLoss.Ignored)
                {
                    labels.Add((int)own[i]);
                    probabilities.AddRange(p.AsSpan(i * patches.ClassNames.Count, patches.ClassNames.Count));
                }
            }
        }

        return ([.. labels], [.. probabilities]);
    }

    /// <summary>The class of every pixel of one patch, row-major [H, W].</summary>
    /// <param name="network">A trained network.</param>
    /// <param name="patches">The patches, standardised as in training.</param>
    /// <param name="row">Which patch.</param>
    public static int[] Map(HyperspectralNetwork network, PixelPatches patches, int row)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(patches);
        using var scope = torch.NewDisposeScope();
        using var guard = torch.no_grad();
        network.Eval();
        return [.. network.Forward(patches.Select([row]).Values.to_type(TypeOf(network))).argmax(1).ToArray<long>().Select(c => (int)c)];
    }

    private static void Train(HyperspectralNetwork network, PixelPatches patches, int[] train, int[] validation,
        PixelTrainingOptions options, CancellationToken cancellationToken)
    {
        using var whole = torch.NewDisposeScope();
        var counts = patches.CountClasses(train);
        if (counts.Sum() == 0)
        {
            throw new ArgumentException("no training pixel has a class; expected at least one", nameof(train));
        }

        var type = TypeOf(network);
        var weights = Tensor.FromArray(HybridLoss.ClassWeights(counts)).to_type(type);
        var shares = Tensor.FromArray([.. counts.Select(n => Math.Log(Math.Max(n, 0.5) / counts.Sum()))]).to_type(type)
            .reshape(1, -1, 1, 1);
        var groups = network.NamedParameters().ToLookup(p => MambaBlock.IsWithoutDecay(p.Key), p => p.Value);
        var rate = new AdamOptions { LearningRate = options.LearningRate };
        var decayed = (groups[false], rate with { WeightDecay = options.WeightDecay });
        using var optimizer = groups.Contains(true) ? new AdamW(decayed, (groups[true], rate)) : new AdamW(decayed);
        var (order, places) = (new RandomStream(options.Seed, "pixel-batches"), train.ToArray());
        var (best, state) = (double.NegativeInfinity, network.StateDict());
        for (var epoch = 0; epoch < options.Epochs; epoch++)
        {
            order.Shuffle<int>(places);
            network.Train();
            foreach (var batch in places.Chunk(options.BatchSize))
            {
                cancellationToken.ThrowIfCancellationRequested();
                using var scope = torch.NewDisposeScope();
                var (values, labels) = patches.Select(batch);
                if (!labels.ne(HybridLoss.Ignored).any().ToBoolean())
                {
                    continue;
                }

                var logits = network.Forward(values.to_type(type));
                var loss = options.Loss switch
                {
                    PixelLossKind.Hybrid => HybridLoss.Compute(logits, labels, weights, options.PaperDice),
                    PixelLossKind.LogitAdjusted => HybridLoss.CrossEntropy(logits + shares, labels, null),
                    _ => HybridLoss.CrossEntropy(logits, labels, null),
                };
                optimizer.ZeroGrad();
                loss.backward();
                optimizer.Step();
            }

            if (validation.Length > 0 && Score(network, patches, validation, cancellationToken) is var score && score > best)
            {
                (best, state) = (score, network.StateDict().ToDictionary(t => t.Key, t => t.Value.detach().clone()));
            }
        }

        if (best > double.NegativeInfinity)
        {
            network.LoadStateDict(state);
        }
    }

    private static ScalarType TypeOf(HyperspectralNetwork network) => network.Parameters().First().Type;

    private static double Score(HyperspectralNetwork network, PixelPatches patches, int[] validation, CancellationToken cancellationToken)
    {
        var (labels, probabilities) = Predict(network, patches, validation, cancellationToken);
        return labels.Length == 0 ? 0 : Evaluation.Of(labels, probabilities, patches.ClassNames, cancellationToken: cancellationToken)
            .Value("balanced_accuracy") ?? 0;
    }
}
