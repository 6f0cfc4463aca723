using Counterpoise.Graph.Graphs;
using Counterpoise.Graph.TimeAware;
using Counterpoise.Splits;

namespace Counterpoise.Tests.Graph.TimeAware;

public class CausalityTests
{
    private const int Count = 300, Changed = 200;

    [Theory]
    [InlineData(LabelMode.None)]
    [InlineData(LabelMode.PastKnown)]
    public void Changing_later_events_changes_no_earlier_feature_edge_or_score(LabelMode mode)
    {
        EventGraph graph = ToyEvents.Graph(ToyEvents.Make(Count, 1), mode),
            changed = ToyEvents.Graph(ToyEvents.Make(Count, 1, Changed), mode);
        Assert.NotEqual(graph.Events.Entities[0][Changed..], changed.Events.Entities[0][Changed..]);

        Assert.Equal(graph.Features.Data[..(Changed * graph.Features.Columns)],
            changed.Features.Data[..(Changed * graph.Features.Columns)]);
        Assert.Equal(graph.WithAggregates().Data[..(Changed * graph.WithAggregates().Columns)],
            changed.WithAggregates().Data[..(Changed * graph.WithAggregates().Columns)]);
        Assert.All(graph.Relations.Zip(changed.Relations), pair => Assert.Equal(Early(pair.First), Early(pair.Second)));
        Assert.Equal(TwoMeanScore.Compute(graph.Events)[..Changed], TwoMeanScore.Compute(changed.Events)[..Changed]);

        using var model = Train(graph);
        EventScorer one = new(model, 2), other = new(model, 2);
        for (var i = 0; i < Changed; i++)
        {
            Assert.Equal(one.Score(graph.Events[i]).Logit, other.Score(changed.Events[i]).Logit);
            one.Reveal(i, graph.Events.Labels[i]);
            other.Reveal(i, changed.Events.Labels[i]);
        }

        // Blocks before the change are the same to the bit; within its block matrices have other heights, which may round otherwise.
        double[] before = model.Score(graph), after = model.Score(changed);
        Assert.Equal(before[..192], after[..192]);
        Assert.All(Enumerable.Range(192, Changed - 192), i => Assert.Equal(before[i], after[i], 1e-5));

        (int, int)[] Early(Relation relation) => [.. relation.Sources.Zip(relation.Targets).Where(e => e.Second < Changed)];
    }

    [Fact]
    public void The_leak_is_one_and_shows()
    {
        EventGraph graph = ToyEvents.Graph(ToyEvents.Make(Count, 1), LabelMode.Leaky),
            changed = ToyEvents.Graph(ToyEvents.Make(Count, 1, Changed), LabelMode.Leaky);
        Assert.NotEqual(graph.Features.Data[..(Changed * graph.Features.Columns)],
            changed.Features.Data[..(Changed * graph.Features.Columns)]);
        using var model = Train(graph);
        Assert.Contains("labels of the future", Assert.Throws<ArgumentException>(() => new EventScorer(model, 2)).Message);
    }

    [Fact]
    public void Edges_come_from_strictly_earlier_events_and_at_most_ten()
    {
        var graph = ToyEvents.Graph(ToyEvents.Make(Count, 2));
        var times = graph.Events.Times;
        Assert.Contains(Enumerable.Range(1, Count - 1), i => times[i] == times[i - 1]);
        foreach (var relation in graph.Relations)
        {
            Assert.All(relation.Sources.Zip(relation.Targets), e => Assert.True(times[e.First] < times[e.Second]));
            Assert.All(relation.Targets.GroupBy(t => t), g => Assert.InRange(g.Count(), 1, 10));
        }

        // The same-ratee edges of an event are the last ten ratings of its ratee.
        var ratee = graph.Events.Entities[1];
        for (var i = 0; i < Count; i++)
        {
            int[] expected = [.. Enumerable.Range(0, i).Where(j => ratee[j] == ratee[i] && times[j] < times[i]).Reverse().Take(10)];
            Assert.Equal(expected, graph.Relations[0].Sources.Zip(graph.Relations[0].Targets).Where(e => e.Second == i)
                .Select(e => e.First));
        }

        var shuffled = graph.Shuffled(3);
        Assert.All(shuffled.Relations.SelectMany(r => r.Sources.Zip(r.Targets)), e => Assert.True(times[e.First] < times[e.Second]));
        Assert.NotEqual(graph.Relations[0].Sources, shuffled.Relations[0].Sources);
    }

    [Fact]
    public void A_label_is_used_only_once_its_delay_has_passed()
    {
        var events = new TimedEvents(["card"], [[1, 1, 1]], [0, 100, 200], [1, 0, 0]);
        var share = EventGraph.Build(events, [], new EventFeatureOptions()).FeatureNames.ToList().IndexOf("card:share");
        Assert.Equal([0.1, 1.1 / 2, 1.1 / 3], Column(0));
        Assert.Equal([0.1, 0.1, 1.1 / 2], Column(150));

        // 100 seconds on the dot are not past.
        Assert.Equal([0.1, 0.1, 1.1 / 2], Column(100));

        double[] Column(double delay) => EventGraph.Build(events, [], new EventFeatureOptions { DelaySeconds = delay })
            .Features.Column(share);
    }

    [Fact]
    public void Without_labels_no_feature_and_no_score_depends_on_them()
    {
        var events = ToyEvents.Make(Count, 4);
        var flipped = new TimedEvents(events.Roles, events.Entities, events.Times, [.. events.Labels.Select(l => 1 - l)]);
        EventGraph graph = ToyEvents.Graph(events, LabelMode.None), other = ToyEvents.Graph(flipped, LabelMode.None);
        Assert.Equal(graph.Features.Data, other.Features.Data);
        using var model = Train(graph);
        Assert.Equal(model.Score(graph), model.Score(other));
    }

    [Fact]
    public void An_event_that_goes_back_in_time_is_refused()
    {
        Assert.Contains("event 1", Assert.Throws<GraphFormatException>(() => new TimedEvents([], [], [2, 1], [0, 0])).Message);
        var index = new PastIndex(EventRelation.Ratings);
        index.Add(new TimedEvent(5, [1, 2], []));
        Assert.Throws<ArgumentException>(() => index.Add(new TimedEvent(4, [1, 2], [])));
    }

    internal static TimeAwareModel Train(EventGraph graph, TimeAwareOptions? options = null) => TimeAwareTraining.Fit(
        graph, TimeSplit.Of(graph.Events.Labels, graph.Events.Times, 0.2, 0.2),
            options ?? new TimeAwareOptions { Width = 8, TimeWidth = 4, Epochs = 2, BlockEvents = 64 }, 1);
}
