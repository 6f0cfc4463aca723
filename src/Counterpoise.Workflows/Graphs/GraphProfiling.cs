using Counterpoise.Graph.Graphs;
using Counterpoise.Tables;
using Counterpoise.Workflows.Events;

namespace Counterpoise.Workflows.Graphs;

/// <summary>Profiles a graph.</summary>
public static class GraphProfiling
{
    /// <summary>Reads and profiles a graph; events are nodes whose relations lead back in time.</summary>
    /// <param name="options">Which graph.</param>
    /// <param name="events">Told what people should know; null for nobody.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    /// <exception cref="InputException">There is nothing to profile.</exception>
    public static GraphProfile Run(GraphDataOptions options, IProgress<WorkflowEvent>? events = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.Data == GraphDataOptions.Conflicts)
        {
            throw new InputException(
                $"'{GraphDataOptions.Conflicts}' is made up as it is compared: there is nothing to profile; give a file");
        }

        GraphData graph;
        if (options.Events is null)
        {
            graph = options.ReadGraph(cancellationToken);
            if (graph.Labels is null)
            {
                throw new InputException("the nodes have no classes: give a table with --nodes and the column of the class with --label");
            }
        }
        else
        {
            var built = Graph.TimeAware.EventGraph.Build(options.ReadEvents(cancellationToken), options.Kinds, options.Features,
                cancellationToken);
            graph = new GraphData(built.Features, built.Relations, new Labels("label", ["negative", "positive"], built.Events.Labels),
                built.Events.Times);
        }

        var profile = GraphProfile.Compute(graph);
        foreach (var warning in profile.Warnings)
        {
            events.Warn(warning);
        }

        return profile;
    }
}
