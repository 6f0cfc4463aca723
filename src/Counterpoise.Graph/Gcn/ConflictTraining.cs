using Counterpoise.Calibration;
using Counterpoise.Graph.Generators;
using Counterpoise.Graph.Graphs;
using Counterpoise.Randomness;
using Counterpoise.Splits;
using Counterpoise.Torch;
using Counterpoise.Torch.Modules;
using Counterpoise.Torch.Optimizers;

namespace Counterpoise.Graph.Gcn;

/// <summary>
/// Trains a conflict network, keeps the epoch with the best macro-F1 on validation, and tunes a threshold for each type there.
/// </summary>
public static class ConflictTraining
{
    /// <summary>Trains.</summary>
    /// <param name="data">Networks and windows.</param>
    /// <param name="split">Rows of windows; the test split is not looked at.</param>
    /// <param name="options">Network and training.</param>
    /// <param name="seed">The run's seed; batches are drawn from <c>shuffle</c>.</param>
    /// <param name="cancellationToken">Ends the training between two steps.</param>
    /// <exception cref="GraphFormatException">The training split has no conflict.</exception>
    public static TrainedConflictNetwork Fit(ConflictData data, Split split, ConflictOptions options, ulong seed,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(split);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        GraphSplits.RequirePositive([.. data.Windows.Select(w => w.Types == ConflictTypes.None ? 0 : 1)], split.Train);
        var network = new ConflictNetwork(ConflictFeatures.NodeWidth, options).Initialize(seed);
        var model = new TrainedConflictNetwork(network, data.Networks);
        using var scope = torch.NewDisposeScope();
        var weights = Weights(data, split.Train);
        using var optimizer = new Adam(network.parameters(), new AdamOptions { LearningRate = options.LearningRate });
        int[] judged = split.Validation.Length > 0 ? split.Validation : split.Train;
        ConflictWindow[] validation = [.. judged.Select(i => data.Windows[i])];
        var known = ConflictBatch.Features(data.Networks, split.Train.Concat(judged).Select(i => data.Windows[i]));
        var (best, waited) = (double.NegativeInfinity, 0);
        Dictionary<string, Tensor> kept = [];
        for (var epoch = 0; epoch < options.Epochs && waited < options.Patience; epoch++)
        {
            network.train();
            int[] order = [.. split.Train];
            new RandomStream(seed, "shuffle", (ulong)epoch).Shuffle<int>(order);
            foreach (var chunk in order.Chunk(options.BatchSize))
            {
                cancellationToken.ThrowIfCancellationRequested();
                using var inner = torch.NewDisposeScope();
                optimizer.ZeroGrad();
                var batch = ConflictBatch.Make(data.Networks, [.. chunk.Select(i => data.Windows[i])], known: known);
                var (types, causes) = network.Run(batch.Nodes, batch.Edges, batch.Graphs, batch.AppRows);
                (TypeLoss(types, batch.Types, weights, options) + (options.CauseWeight * CauseLoss(causes, batch.Causes, options)))
                    .backward();
                optimizer.Step();
            }

            var quality = model.Tune(validation, known);
            if (quality > best)
            {
                (best, waited) = (quality, 0);
                kept = network.state_dict().ToDictionary(p => p.Key, p => p.Value.detach().clone());
            }
            else
            {
                waited++;
            }
        }

        using (torch.no_grad())
        {
            foreach (var (name, value) in network.state_dict())
            {
                value.copy_(kept[name]);
            }
        }

        model.Tune(validation, known);
        return model;
    }

    /// <summary>The share of each type in training, away from 0 and 1.</summary>
    private static double[] Weights(ConflictData data, int[] rows) =>
        [.. new[] { ConflictTypes.Direct, ConflictTypes.Indirect, ConflictTypes.Implicit }
        .Select(t => Math.Clamp(rows.Average(i => (data.Windows[i].Types & t) != 0 ? 1.0 : 0), 1e-3, 1 - 1e-3))];

    private static Tensor TypeLoss(Tensor logits, Tensor labels, double[] shares, ConflictOptions options)
    {
        var moved = logits;
        if (options.Loss == ConflictLoss.LogitAdjustment)
        {
            moved += Tensor.FromArray(Array.ConvertAll(shares, s => (float)Math.Log(s / (1 - s))));
            return nn.functional.binary_cross_entropy_with_logits(moved, labels);
        }

        // Inverse frequency with mean 1 over rows: 1 / (2 s) for a conflict and 1 / (2 (1 − s)) for none.
        var (positive, negative) = (Row(shares, s => 0.5 / s), Row(shares, s => 0.5 / (1 - s)));
        var weights = (labels * positive) + ((1 - labels) * negative);
        var signed = moved * ((2 * labels) - 1);
        var miss = options.Loss == ConflictLoss.Focal ? (-nn.functional.softplus(signed) * options.Gamma).exp() : torch.ones_like(signed);
        return (weights * miss * nn.functional.softplus(-signed)).mean();

        static Tensor Row(double[] values, Func<double, double> map) => Tensor.FromArray(Array.ConvertAll(values, v => (float)map(v)));
    }

    private static Tensor CauseLoss(Tensor logits, Tensor labels, ConflictOptions options)
    {
        var signed = logits * ((2 * labels) - 1);
        var miss = options.Loss == ConflictLoss.Focal ? (-nn.functional.softplus(signed) * options.Gamma).exp() : torch.ones_like(signed);
        return (miss * nn.functional.softplus(-signed)).mean();
    }

    internal static double BestThreshold(int[] labels, double[] scores) =>
        labels.Contains(1) && labels.Contains(0) ? DecisionThreshold.ByF1(labels, scores).Threshold : 0.5;
}
