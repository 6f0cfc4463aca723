using Counterpoise.Graph.TimeAware;
using Counterpoise.Workflows.Events;

namespace Counterpoise.Workflows.Graphs;

/// <summary>Scores events one by one as a stream would, each from its past alone.</summary>
public static class GraphPredicting
{
    /// <summary>A file of events in the layout that a model was trained on.</summary>
    /// <param name="model">A file of <see cref="GraphTraining"/>.</param>
    /// <param name="events">The file of events.</param>
    public static GraphDataOptions DataOf(string model, string events)
    {
        using var network = TimeAwareFile.Load(model);
        return new GraphDataOptions { Data = events,
            Events = network.Kinds.Any(k => k.Kind == EventRelationKind.Entities) ? EventLayout.Ratings : EventLayout.Card };
    }

    /// <summary>Runs the stream; labels of the file become known as the model was told they would.</summary>
    /// <param name="data">The events, in the layout of training.</param>
    /// <param name="model">A file of <see cref="GraphTraining"/>.</param>
    /// <param name="snapshot">Where the scorer's state goes at the end; null keeps none.</param>
    /// <param name="events">Told how far it is; null for nobody.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    public static IEnumerable<GraphPrediction> Run(GraphDataOptions data, string model, string? snapshot = null,
        IProgress<WorkflowEvent>? events = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(data);
        using var network = TimeAwareFile.Load(model);
        if (data.Events is null)
        {
            throw new InputException($"'{model}' is a model of events in time: say the layout of '{data.Data}' with --events");
        }

        var stream = data.ReadEvents(cancellationToken);
        var scorer = new EventScorer(network, stream.Roles.Count, stream.Features.Columns);
        var done = events.Count("scored", stream.Count, "events");
        for (var i = 0; i < stream.Count; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var score = scorer.Score(stream[i]);
            scorer.Reveal(score.Sequence, stream.Labels[i], stream.Outcomes[i]);
            var top = score.Relations.Count > 0 ? score.Relations[0] : null;
            if (i % 1000 == 999)
            {
                done.Report(i + 1);
            }

            yield return new GraphPrediction(score.Sequence, stream.Times[i], score.Probability, top?.Name ?? "", top?.Weight ?? 0,
                top?.Events[0].Sequence ?? -1);
        }

        if (snapshot is not null)
        {
            scorer.Save(snapshot);
        }
    }
}
