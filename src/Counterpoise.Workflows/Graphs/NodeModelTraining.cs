using Counterpoise.Graph.Graphs;
using Counterpoise.Graph.Imbalance;
using Counterpoise.Metrics;
using Counterpoise.Splits;
using Counterpoise.Workflows.Events;

namespace Counterpoise.Workflows.Graphs;

/// <summary>Trains a classifier of the nodes of a graph that does not change, judges it beside boosting, and keeps it.</summary>
public static class NodeModelTraining
{
    private const string Rival = "boosting";

    /// <summary>
    /// Trains on three fifths of the nodes with a class, drawn class by class, or the earliest where nodes have times; the epoch and the
    /// threshold are chosen on a fifth, and the last fifth judges once. An archive with splits of its own takes the one of the seed's
    /// number.
    /// </summary>
    /// <param name="data">The graph.</param>
    /// <param name="method">Of <see cref="NodeMethods"/>.</param>
    /// <param name="network">Network and training.</param>
    /// <param name="output">The file of the model.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="inductive">Whether training sees no edge of a test node, so that these are judged as nodes that came later.</param>
    /// <param name="events">Told what people should know and how far it is; null for nobody.</param>
    /// <param name="cancellationToken">Ends the work early; nothing is written.</param>
    /// <exception cref="InputException">The nodes have no classes, or the method is unknown.</exception>
    /// <exception cref="GraphFormatException">There is no edge, or a part has no node of the rare class.</exception>
    public static NodeTrainingResult Run(GraphDataOptions data, string method, NodeOptions network, string output, ulong seed,
        bool inductive = false, IProgress<WorkflowEvent>? events = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentException.ThrowIfNullOrEmpty(output);
        var options = NodeMethods.Parse(method, network);
        if (data.Data == GraphDataOptions.Conflicts)
        {
            throw new InputException(
                $"'{GraphDataOptions.Conflicts}' is made up as it is compared: there is nothing to train on; give a file");
        }

        OutputPath.RequireOther(output, [data.Data, .. data.Nodes is null ? (string[])[] : [data.Nodes]]);
        var graph = data.ReadGraph(cancellationToken);
        if (graph.Labels is null)
        {
            throw new InputException("the nodes have no classes: give a table with --nodes and the column of the class with --label");
        }

        var split = graph.GivenSplits.Count > 0 ? graph.GivenSplits[(int)(seed % (ulong)graph.GivenSplits.Count)]
            : graph.Times is null ? GraphSplits.Random(graph, 0.2, 0.2, seed) : GraphSplits.ByTime(graph, 0.2, 0.2);
        var seen = inductive ? GraphSplits.TrainingGraph(graph, split with { Validation = [] }) : graph;
        var positive = graph.MinorityClass();
        var (epochs, best) = (0, double.NegativeInfinity);
        var done = events.Count("trained", options.Epochs, "epochs");
        using var model = NodeTraining.Fit(seen, split, positive, options, seed, new Told(p =>
        {
            (epochs, best) = (p.Epoch + 1, Math.Max(best, p.Validation));
            done.Report(epochs);
        }), cancellationToken);
        model.Reading = data.Reading;
        var probabilities = model.Predict(graph);
        int[] labels = [.. graph.Labels.Codes.ToArray().Select(c => c == positive ? 1 : 0)],
            truth = Array.ConvertAll(split.Test, i => labels[i]);
        double[] test = Array.ConvertAll(split.Test, i => probabilities[i]);
        var (said, there) = (test.Count(p => p >= model.Threshold), truth.Sum());
        var hit = test.Zip(truth).Count(p => p.First >= model.Threshold && p.Second == 1);
        var judged = there > 0 && there < truth.Length;
        var rival = judged ? Boosted(graph, split, seed, cancellationToken) : double.NaN;
        NodeModelFile.Save(model, output);
        return new NodeTrainingResult(output, method, model.Classes[positive], epochs, split.Train.Length, model.Prior, best,
            judged ? AveragePrecision.Of(truth, (ReadOnlySpan<double>)test) : double.NaN,
            judged ? Auroc.Of(truth, (ReadOnlySpan<double>)test) : double.NaN, rival, model.Threshold,
            said > 0 ? (double)hit / said : double.NaN, there > 0 ? (double)hit / there : double.NaN);
    }

    private static double Boosted(GraphData graph, Split split, ulong seed, CancellationToken cancellationToken) =>
        NodeComparison.Run(graph, [split], new Dictionary<string, NodeOptions>(), new Dictionary<string, Classifiers.IClassifier>
        {
            [Rival] = GraphComparing.Learners()[Rival],
        }, [seed], cancellationToken: cancellationToken).Single(s => s.Arm == $"{Rival}+aggregates").AveragePrecision;

    private sealed class Told(Action<(int Epoch, double Validation)> tell) : IProgress<(int Epoch, double Validation)>
    {
        public void Report((int Epoch, double Validation) value) => tell(value);
    }
}
