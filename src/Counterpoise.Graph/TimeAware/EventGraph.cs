using Counterpoise.Graph.Graphs;
using Counterpoise.Numerics;
using Counterpoise.Randomness;

namespace Counterpoise.Graph.TimeAware;

/// <summary>Events as nodes with features of their past, and relations from earlier to later events.</summary>
public sealed class EventGraph
{
    private EventGraph(TimedEvents events, IReadOnlyList<EventRelation> kinds, EventFeatureOptions options, DenseMatrix features,
        IReadOnlyList<string> names, Relation[] relations)
    {
        (Events, Kinds, Options, Features, FeatureNames, Relations) = (events, kinds, options, features, names, relations);
    }

    /// <summary>The events.</summary>
    public TimedEvents Events { get; }

    /// <summary>The kinds of links.</summary>
    public IReadOnlyList<EventRelation> Kinds { get; }

    /// <summary>How features were computed.</summary>
    public EventFeatureOptions Options { get; }

    /// <summary>Features from the past, [n, F].</summary>
    public DenseMatrix Features { get; }

    /// <summary>Their names, F.</summary>
    public IReadOnlyList<string> FeatureNames { get; }

    /// <summary>For each kind the edges, from strictly earlier events; edges of a target are together, the newest source first.</summary>
    public IReadOnlyList<Relation> Relations { get; }

    /// <summary>Builds the graph in one pass through time, with the same index and features that a stream uses.</summary>
    /// <param name="events">The events.</param>
    /// <param name="kinds">The kinds of links.</param>
    /// <param name="options">How features are computed.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public static EventGraph Build(TimedEvents events, IReadOnlyList<EventRelation> kinds, EventFeatureOptions options,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(events);
        ArgumentNullException.ThrowIfNull(kinds);
        ArgumentNullException.ThrowIfNull(options);
        var index = new PastIndex(kinds);
        var past = new PastFeatures(events.Roles.Count, events.Features.Columns, options);
        for (var i = 0; i < events.Count && options.Labels == LabelMode.Leaky; i++)
        {
            past.Learn(events[i], events.Labels[i], events.Outcomes[i]);
        }

        var features = new DenseMatrix(events.Count, past.Width);
        var ends = kinds.Select(_ => (Sources: new List<int>(), Targets: new List<int>())).ToArray();
        for (var i = 0; i < events.Count; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var next = events[i];
            past.Add(next).CopyTo(features.Row(i));
            past.Reveal(next, events.Labels[i], events.Outcomes[i]);
            var found = index.Add(next);
            for (var r = 0; r < found.Length; r++)
            {
                foreach (var source in found[r])
                {
                    ends[r].Sources.Add((int)source);
                    ends[r].Targets.Add(i);
                }
            }
        }

        Relation[] relations = [.. ends.Select((e, r) => new Relation(kinds[r].Name, [.. e.Sources], [.. e.Targets]))];
        return new EventGraph(events, kinds, options, features, past.Names(events.Roles), relations);
    }

    /// <summary>The same events with every relation rewired, degrees kept, still from strictly earlier to later.</summary>
    /// <param name="seed">The seed; the stream is named <c>edge-shuffle</c>.</param>
    public EventGraph Shuffled(ulong seed) => new(Events, Kinds, Options, Features, FeatureNames,
        [.. Relations.Select((r, i) => EdgeShuffle.Shuffle(r, new RandomStream(seed, "edge-shuffle", (ulong)i),
            (s, t) => Events.Times[s] < Events.Times[t]))]);

    /// <summary>The same events with all relations as one.</summary>
    public EventGraph Merged()
    {
        var edges = Relations.SelectMany(r => r.Sources.Zip(r.Targets)).Distinct().OrderBy(e => e.Second).ThenByDescending(e => e.First)
            .ToArray();
        return new EventGraph(Events, [new EventRelation("any", EventRelationKind.Previous, [], [])], Options, Features, FeatureNames,
            [new Relation("any", Array.ConvertAll(edges, e => e.First), Array.ConvertAll(edges, e => e.Second))]);
    }

    /// <summary>The same events without edges.</summary>
    internal EventGraph WithoutRelations() => new(Events, [], Options, Features, FeatureNames, []);

    /// <summary>
    /// Features and, for each relation, the number of neighbours, the mean of their features, and of their known labels the share of
    /// positives: what trees need to rival a graph network.
    /// </summary>
    /// <returns>[n, F + R (F + 2)].</returns>
    public DenseMatrix WithAggregates()
    {
        int f = Features.Columns, width = f + (Relations.Count * (f + 2));
        var result = new DenseMatrix(Events.Count, width);
        for (var i = 0; i < Events.Count; i++)
        {
            Features.Row(i).CopyTo(result.Row(i));
        }

        for (var r = 0; r < Relations.Count; r++)
        {
            var csr = Csr.Incoming(Relations[r], Events.Count);
            var at = f + (r * (f + 2));
            for (var i = 0; i < Events.Count; i++)
            {
                var row = result.Row(i);
                var neighbors = csr.Of(i);
                var (known, positives) = (0, 0);
                foreach (var j in neighbors)
                {
                    var state = StateOf(j, i);
                    known += state > 0 ? 1 : 0;
                    positives += state == 2 ? 1 : 0;
                    var other = Features.Row(j);
                    for (var c = 0; c < f; c++)
                    {
                        row[at + c] += other[c] / neighbors.Length;
                    }
                }

                row[at + f] = neighbors.Length;
                row[at + f + 1] = (positives + 0.1) / (known + 1);
            }
        }

        return result;
    }

    /// <summary>What is known of an earlier event's label at a later event: 0 nothing, 1 negative, 2 positive.</summary>
    internal int StateOf(int earlier, int later) => Options.Labels switch
    {
        LabelMode.None => 0,
        LabelMode.Leaky => 1 + Events.Labels[earlier],
        _ => Events.Times[earlier] + Options.DelaySeconds < Events.Times[later] ? 1 + Events.Labels[earlier] : 0,
    };
}
