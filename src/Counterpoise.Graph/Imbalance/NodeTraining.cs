using Counterpoise.Graph.Graphs;
using Counterpoise.Metrics;
using Counterpoise.Splits;
using Counterpoise.Torch.Modules;
using Counterpoise.Torch.Optimizers;

namespace Counterpoise.Graph.Imbalance;

/// <summary>
/// Trains a node classifier on the whole graph and scores every node, keeping the epoch with the best average precision on validation.
/// </summary>
/// <remarks>All edges are seen, labels of training nodes alone: the transductive setting of the benchmarks.</remarks>
public static class NodeTraining
{
    private const int RefreshEpochs = 5;

    /// <summary>Trains and scores.</summary>
    /// <param name="graph">The graph with labels; its relations count together.</param>
    /// <param name="split">Training and validation nodes; test nodes give their features and edges only.</param>
    /// <param name="positive">The positive class.</param>
    /// <param name="options">Network, method and training.</param>
    /// <param name="seed">The run's seed; streams are named <c>smote</c> and <c>pick</c>.</param>
    /// <param name="cancellationToken">Ends the training between two epochs.</param>
    /// <returns>Logits, or probabilities where calibrated by degree, [n]; higher is likelier positive.</returns>
    /// <exception cref="GraphFormatException">The training part has no positive node.</exception>
    public static double[] FitAndScore(GraphData graph, Split split, int positive, NodeOptions options, ulong seed,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(graph);
        ArgumentNullException.ThrowIfNull(split);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        int[] labels = [.. graph.RequireLabels().Codes.ToArray().Select(c => c == positive ? 1 : 0)];
        GraphSplits.RequirePositive(labels, split.Train);
        using var network = new NodeNetwork(graph.Features.Columns, options).Initialize(seed);
        using var scope = torch.NewDisposeScope();
        var run = new NodeRun(graph, split, labels, options, seed, network);
        using var optimizer = new Adam(network.parameters(), new AdamOptions { LearningRate = options.LearningRate, WeightDecay = 5e-4 });
        var (best, waited) = (double.NegativeInfinity, 0);
        double[] kept = [];
        int[] judged = split.Validation.Length > 0 ? split.Validation : split.Train;
        int[] truth = Array.ConvertAll(judged, i => labels[i]);
        for (var epoch = 0; epoch < options.Epochs && waited < options.Patience; epoch++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (epoch % RefreshEpochs == 0)
            {
                run.Refresh();
            }

            run.Step(epoch, optimizer);
            var scores = run.Scores();
            var quality = AveragePrecision.Of(truth, (ReadOnlySpan<double>)Array.ConvertAll(judged, i => scores[i]));
            (best, waited, kept) = quality > best ? (quality, 0, scores) : (best, waited + 1, kept);
        }

        if (!options.DegreeAdjustment)
        {
            return kept;
        }

        int[] degrees = [.. Enumerable.Range(0, graph.NodeCount).Select(run.Edges.Degree)];
        return DegreeAdjustment.Apply(kept, degrees, labels, judged);
    }
}
