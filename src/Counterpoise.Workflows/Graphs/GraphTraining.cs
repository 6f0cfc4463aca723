using Counterpoise.Graph.TimeAware;
using Counterpoise.Metrics;
using Counterpoise.Splits;
using Counterpoise.Workflows.Events;

namespace Counterpoise.Workflows.Graphs;

/// <summary>Trains the time-aware network on events and keeps it.</summary>
public static class GraphTraining
{
    /// <summary>Trains on the first three fifths, chooses the epoch on the next, and judges once on the last.</summary>
    /// <param name="data">The events.</param>
    /// <param name="network">The network and its training.</param>
    /// <param name="output">The file of the model.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="events">Told what people should know and how far it is; null for nobody.</param>
    /// <param name="cancellationToken">Ends the work early; nothing is written.</param>
    /// <exception cref="InputException">The data are no events, or labels are leaked.</exception>
    public static GraphTrainingResult Run(GraphDataOptions data, TimeAwareOptions network, string output, ulong seed,
        IProgress<WorkflowEvent>? events = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(network);
        ArgumentException.ThrowIfNullOrEmpty(output);
        if (data.Events is null)
        {
            throw new InputException($"'{data.Data}' has no events in time: say their layout with --events");
        }

        if (data.Labels == LabelMode.Leaky)
        {
            throw new InputException(
                "--labels leaky is for graph compare, to show a leak: a model that rests on the future cannot be used");
        }

        OutputPath.RequireOther(output, data.Data);
        var graph = EventGraph.Build(data.ReadEvents(cancellationToken), data.Kinds, data.Features, cancellationToken);
        var split = TimeSplit.Of(graph.Events.Labels, graph.Events.Times, 0.2, 0.2);
        var (epochs, best) = (0, double.NegativeInfinity);
        var done = events.Count("trained", network.Epochs, "epochs");
        using var model = TimeAwareTraining.Fit(
            graph, split, network with { NeighborLabels = network.NeighborLabels && data.Labels != LabelMode.None }, seed,
            new Told(p =>
            {
                (epochs, best) = (p.Epoch + 1, Math.Max(best, p.Validation));
                done.Report(epochs);
            }), cancellationToken);
        var test = AveragePrecisionOf(model.Score(graph, cancellationToken));
        TimeAwareFile.Save(model, output);
        return new GraphTrainingResult(output, epochs, best, test, graph.Events.Roles.Count > 0
            ? AveragePrecisionOf(TwoMeanScore.Compute(graph.Events)) : double.NaN);

        double AveragePrecisionOf(double[] scores) => AveragePrecision.Of(
            Array.ConvertAll(split.Test, i => graph.Events.Labels[i]), (ReadOnlySpan<double>)Array.ConvertAll(split.Test, i => scores[i]));
    }

    private sealed class Told(Action<(int Epoch, double Loss, double Validation)> tell)
        : IProgress<(int Epoch, double Loss, double Validation)>
    {
        public void Report((int Epoch, double Loss, double Validation) value) => tell(value);
    }
}
