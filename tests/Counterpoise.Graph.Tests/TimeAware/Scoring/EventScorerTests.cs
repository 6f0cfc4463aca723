using Counterpoise.Graph.TimeAware;

namespace Counterpoise.Tests.Graph.TimeAware;

public class EventScorerTests
{
    [Theory]
    [InlineData(0.0, true)]
    [InlineData(50000.0, true)]
    [InlineData(0.0, false)]
    public void Scores_event_by_event_are_those_of_the_whole_graph(double delay, bool attention)
    {
        var events = ToyEvents.Make(400, 7);
        var graph = ToyEvents.Graph(events, delay: delay);
        using var model = CausalityTests.Train(graph, new TimeAwareOptions { Width = 8, TimeWidth = 4, Epochs = 2, BlockEvents = 64,
            Attention = attention });
        var expected = model.Score(graph);
        var scorer = new EventScorer(model, 2);
        for (var i = 0; i < events.Count; i++)
        {
            var score = scorer.Score(events[i]);
            scorer.Reveal(i, events.Labels[i]);
            Assert.Equal(expected[i], score.Logit, 1e-4);
            Assert.Equal(1, score.Relations.Count == 0 ? 1 : score.Relations.Sum(r => r.Weight), 1e-5);
            Assert.All(score.Relations, r => Assert.Equal(1, r.Events.Sum(e => e.Attention), 1e-5));
        }
    }

    [Fact]
    public void A_scorer_that_comes_back_from_a_snapshot_gives_the_same_scores()
    {
        using var folder = new TemporaryFolder();
        var events = ToyEvents.Make(300, 8);
        using var model = CausalityTests.Train(ToyEvents.Graph(events, delay: 20000));
        var scorer = new EventScorer(model, 2, capacity: 120);
        for (var i = 0; i < 200; i++)
        {
            scorer.Score(events[i]);
            scorer.Reveal(i, events.Labels[i]);
        }

        scorer.Save(folder.File("state"));
        var back = EventScorer.Load(folder.File("state"), model, 2);
        for (var i = 200; i < 300; i++)
        {
            EventScore a = scorer.Score(events[i]), b = back.Score(events[i]);
            Assert.Equal(a.Logit, b.Logit);
            Assert.Equal(a.Sequence, b.Sequence);
            scorer.Reveal(i, events.Labels[i]);
            back.Reveal(i, events.Labels[i]);
        }

        File.WriteAllBytes(folder.File("cut"), File.ReadAllBytes(folder.File("state"))[..500]);
        Assert.Throws<InvalidDataException>(() => EventScorer.Load(folder.File("cut"), model, 2));
        folder.Write("other", "not a snapshot at all");
        Assert.Throws<InvalidDataException>(() => EventScorer.Load(folder.File("other"), model, 2));
    }

    [Fact]
    public void Memory_is_bounded_by_the_capacity()
    {
        var index = new PastIndex(EventRelation.Ratings, 50);
        for (var i = 0; i < 5000; i++)
        {
            var found = index.Add(new TimedEvent(i * 100, [i, i + 1], []));
            Assert.All(found.SelectMany(f => f), s => Assert.InRange(s, i - 50, i - 1));
        }

        // Every event has keys of its own; those of the last sweep's 1024 events are held at most.
        Assert.InRange(index.KeyCount, 1, 5 * 1100);
    }

    [Fact]
    public void Labels_are_told_once_and_only_of_events_that_are_remembered()
    {
        using var model = CausalityTests.Train(ToyEvents.Graph(ToyEvents.Make(200, 9)));
        var scorer = new EventScorer(model, 2, capacity: 3);
        for (var i = 0; i < 5; i++)
        {
            scorer.Score(new TimedEvent(i, [1, 2], []));
        }

        scorer.Reveal(4, 1);
        Assert.Throws<ArgumentException>(() => scorer.Reveal(4, 1));
        Assert.Throws<ArgumentException>(() => scorer.Reveal(1, 1));
        Assert.Throws<ArgumentException>(() => scorer.Score(new TimedEvent(9, [1], [])));
        Assert.Throws<ArgumentException>(() => new EventScorer(model, 3));
    }

    [Fact]
    public void A_card_file_is_linked_with_the_nearest_and_the_last_rows_of_its_past()
    {
        using var folder = new TemporaryFolder();
        var header = "Time," + string.Join(',', Enumerable.Range(1, 28).Select(v => $"V{v}")) + ",Amount,Class\n";
        folder.Write("card.csv", header + string.Concat(Enumerable.Range(0, 30)
            .Select(i => $"{i * 600}," + string.Join(',', Enumerable.Range(1, 28).Select(v => (i * v) % 7))
            + $",{i},{(i % 10 == 9 ? 1 : 0)}\n")));
        var events = EventFiles.Card(folder.File("card.csv"));
        Assert.Equal((30, 3, 29), (events.Count, events.Labels.Sum(), events.Features.Columns));
        var graph = EventGraph.Build(events, EventRelation.Card, new EventFeatureOptions());
        var (nearest, amount, previous) = (graph.Relations[0], graph.Relations[1], graph.Relations[2]);
        Assert.Equal([28, 27, 26, 25, 24], previous.Sources.Zip(previous.Targets).Where(e => e.Second == 29).Select(e => e.First));
        // Two hours hold twelve rows; row 22 repeats row 29 in V, and is the nearest.
        var found = nearest.Sources.Zip(nearest.Targets).Where(e => e.Second == 29).Select(e => e.First).ToArray();
        Assert.Equal(22, found[0]);
        Assert.All(found, s => Assert.InRange(s, 17, 28));
        Assert.Equal(8, found.Length);

        // Amounts 24 to 28 share a bin of log(1 + amount), 29 begins the next; an hour holds six rows.
        Assert.Equal("same-amount", amount.Name);
        Assert.Equal([27, 26, 25, 24], amount.Sources.Zip(amount.Targets).Where(e => e.Second == 28).Select(e => e.First));
        Assert.DoesNotContain(29, amount.Targets);
        Assert.Equal([22, 21, 20], amount.Sources.Zip(amount.Targets).Where(e => e.Second == 23).Select(e => e.First));
    }
}
