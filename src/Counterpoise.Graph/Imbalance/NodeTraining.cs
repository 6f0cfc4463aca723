using Counterpoise.Calibration;
using Counterpoise.Graph.Graphs;
using Counterpoise.Metrics;
using Counterpoise.Splits;
using Counterpoise.Torch.Modules;
using Counterpoise.Torch.Optimizers;

namespace Counterpoise.Graph.Imbalance;

/// <summary>
/// Trains a node classifier on the whole graph, keeping the epoch with the best average precision on validation.
/// </summary>
/// <remarks>All edges are seen, labels of training nodes alone: the transductive setting of the benchmarks.</remarks>
public static class NodeTraining
{
    private const int RefreshEpochs = 5;

    /// <summary>Trains and scores every node of the graph.</summary>
    /// <param name="graph">The graph with labels; its relations count together.</param>
    /// <param name="split">Training and validation nodes; test nodes give their features and edges only.</param>
    /// <param name="positive">The positive class.</param>
    /// <param name="options">Network, method and training.</param>
    /// <param name="seed">The run's seed; streams are named <c>smote</c> and <c>pick</c>.</param>
    /// <param name="cancellationToken">Ends the training between two epochs.</param>
    /// <returns>Logits, or probabilities where calibrated by degree, [n]; higher is likelier positive.</returns>
    /// <exception cref="GraphFormatException">The training split has no positive node.</exception>
    public static double[] FitAndScore(GraphData graph, Split split, int positive, NodeOptions options, ulong seed,
        CancellationToken cancellationToken = default)
    {
        using var network = Network(graph, options, seed);
        using var scope = torch.NewDisposeScope();
        var (run, labels, judged, scores, _) = Train(network, graph, split, positive, options, seed, null, cancellationToken);
        return options.DegreeAdjustment ? DegreeAdjustment.Apply(scores, run.Degrees(), labels, judged) : scores;
    }

    /// <summary>
    /// Trains a model that can be kept and that scores other graphs. It predicts as <see cref="FitAndScore"/> scores, with one exception:
    /// <see cref="NodeMethod.LabelBalanced"/> gives minority nodes further neighbours in training, by labels that a model does not have.
    /// </summary>
    /// <param name="graph">The graph with labels; its relations count together.</param>
    /// <param name="split">Training and validation nodes; test nodes give their features and edges only. For a model of nodes that
    /// training may not see at all give <see cref="GraphSplits.TrainingGraph"/>.</param>
    /// <param name="positive">The positive class.</param>
    /// <param name="options">Network, method and training.</param>
    /// <param name="seed">The run's seed; streams are named <c>smote</c> and <c>pick</c>.</param>
    /// <param name="progress">Told the average precision on validation after each epoch; null for nobody.</param>
    /// <param name="cancellationToken">Ends the training between two epochs.</param>
    /// <exception cref="GraphFormatException">The training split has no positive node, or there is no edge.</exception>
    public static NodeModel Fit(GraphData graph, Split split, int positive, NodeOptions options, ulong seed,
        IProgress<(int Epoch, double Validation)>? progress = null, CancellationToken cancellationToken = default)
    {
        var network = Network(graph, options, seed);
        try
        {
            using var scope = torch.NewDisposeScope();
            var (run, labels, judged, _, weights) = Train(network, graph, split, positive, options, seed, progress, cancellationToken);
            network.LoadStateDict(weights);
            var plain = Model(0.5, null);
            var logits = plain.Logits(graph).Logits;
            var curves = options.DegreeAdjustment ? DegreeCurves.Fit(logits, run.Degrees(), labels, judged) : null;
            var probabilities = Model(0.5, curves).Predict(graph);
            int[] truth = Array.ConvertAll(judged, i => labels[i]);
            var threshold = truth.Contains(0)
                ? DecisionThreshold.ByF1(truth, Array.ConvertAll(judged, i => probabilities[i])).Threshold : 0.5;
            return Model(threshold, curves);

            NodeModel Model(double from, DegreeCurves? by) => new(network, options, run.Scaling)
            {
                Classes = graph.RequireLabels().Classes,
                Positive = positive,
                FeatureNames = graph.FeatureNames,
                Relations = [.. graph.Relations.Select(r => r.Name)],
                Threshold = from,
                Prior = split.Train.Average(i => (double)labels[i]),
                Curves = by,
            };
        }
        catch
        {
            network.Dispose();
            throw;
        }
    }

    private static NodeNetwork Network(GraphData graph, NodeOptions options, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(graph);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        return new NodeNetwork(graph.Features.Columns, options).Initialize(seed);
    }

    private static (NodeRun Run, int[] Labels, int[] Judged, double[] Scores, Dictionary<string, Tensor> Weights) Train(
        NodeNetwork network, GraphData graph, Split split, int positive, NodeOptions options, ulong seed,
        IProgress<(int Epoch, double Validation)>? progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(split);
        int[] labels = [.. graph.RequireLabels().Codes.ToArray().Select(c => c == positive ? 1 : 0)];
        GraphSplits.RequirePositive(labels, split.Train);
        var run = new NodeRun(graph, split, labels, options, seed, network);
        using var optimizer = new Adam(network.parameters(), new AdamOptions { LearningRate = options.LearningRate, WeightDecay = 5e-4 });
        var (best, waited) = (double.NegativeInfinity, 0);
        double[] kept = [];
        Dictionary<string, Tensor> weights = [];
        int[] judged = split.Validation.Length > 0 ? split.Validation : split.Train;
        int[] truth = Array.ConvertAll(judged, i => labels[i]);
        if (!truth.Contains(1))
        {
            throw new GraphFormatException([new(GraphFaultKind.NoPositive, "validation split",
                $"{truth.Length} rows, none of class {positive}")]);
        }

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
            progress?.Report((epoch, quality));
            if (quality > best)
            {
                (best, waited, kept, weights) = (quality, 0, scores, run.Weights());
            }
            else
            {
                waited++;
            }
        }

        return (run, labels, judged, kept, weights);
    }
}
