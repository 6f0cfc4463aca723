using Counterpoise.Classifiers;
using Counterpoise.Graph.Graphs;
using Counterpoise.Graph.TimeAware;
using Counterpoise.Metrics;
using Counterpoise.Splits;
using Counterpoise.Torch;

namespace Counterpoise.Tests.Graph.TimeAware;

public class TimeAwareNetworkTests
{
    [Fact]
    public void Contrast_and_focal_loss_have_the_values_worked_out_apart()
    {
        var oracle = OracleJson.Read("graph.json");
        Tensor q = Tensor.FromArray<double>([1, 0, .6, .8, 0, 1], 3, 2), k = Tensor.FromArray<double>([.8, .6, .6, .8, -.6, .8], 3, 2);
        Assert.Equal(oracle.Double("infonce"), EventLosses.Contrast(q, k, torch.zeros(3, dtype: ScalarType.Float64)).ToDouble(), 9);
        var focal = EventLosses.FocalRows(Tensor.FromArray<double>([-2, .5, 3]), Tensor.FromArray<double>([1, 0, 1]), 0.25, 2)
            .ToArray<double>();
        Assert.All(oracle.Doubles("binary_focal").Zip(focal), p => Assert.Equal(p.First, p.Second, 9));
    }

    [Fact]
    public void Frauds_do_not_push_each_other_away()
    {
        Tensor q = Tensor.FromArray<double>([1, 0, .6, .8, 0, 1], 3, 2), k = Tensor.FromArray<double>([.8, .6, .6, .8, -.6, .8], 3, 2);
        var views = q.clone().requires_grad_();
        EventLosses.Contrast(views, k, Tensor.FromArray<double>([1, 1, 0])).backward();

        // Row 0 sees its own view and row 2's, never that of the other fraud: its gradient is p (k_2 − k_0) / (n τ).
        var p = 1 / (1 + Math.Exp((0.8 + 0.6) / 0.2));
        Assert.Equal(p * (-0.6 - 0.8) / (3 * 0.2), views.grad![0, 0].ToDouble(), 9);
        GradientCheck.Check(t => EventLosses.Contrast(t[0], t[1], Tensor.FromArray<double>([1, 1, 0])).reshape(1), q, k);
        GradientCheck.Check(t => EventLosses.Focal(t[0], Tensor.FromArray<double>([1, 0, 1])).reshape(1),
            Tensor.FromArray<double>([-2, .5, 3]));
        Assert.Equal(0, EventLosses.Contrast(q[..1], k[..1], torch.zeros(1, dtype: ScalarType.Float64)).ToDouble());
        Assert.True(EventLosses.FocalRows(Tensor.FromArray<float>([800, -800]), Tensor.FromArray<float>([1, 1])).isfinite().all()
            .ToBoolean());
    }

    [Fact]
    public void The_network_learns_who_is_bad_and_the_same_seed_gives_the_same_scores()
    {
        var graph = ToyEvents.Graph(ToyEvents.Make(900, 5));
        var split = TimeSplit.Of(graph.Events.Labels, graph.Events.Times, 0.3, 0.2);
        var options = new TimeAwareOptions { Width = 8, TimeWidth = 4, Epochs = 6, BlockEvents = 64, LearningRate = 0.01 };
        using var model = TimeAwareTraining.Fit(graph, split, options, 3);
        using var again = TimeAwareTraining.Fit(graph, split, options, 3);
        var scores = model.Score(graph);
        Assert.Equal(scores, again.Score(graph));
        Assert.InRange(Auroc.Of([.. split.Test.Select(i => graph.Events.Labels[i])],
            (ReadOnlySpan<double>)[.. split.Test.Select(i => scores[i])]), 0.75, 1);
    }

    [Fact]
    public void Training_without_a_positive_event_is_refused()
    {
        var events = ToyEvents.Make(100, 5);
        var graph = ToyEvents.Graph(new TimedEvents(events.Roles, events.Entities, events.Times, new int[100]));
        Assert.Throws<GraphFormatException>(() => TimeAwareTraining.Fit(graph, new Split { Train = [0, 1, 2], Test = [50] },
            new TimeAwareOptions(), 1));
    }

    [Fact]
    public void A_comparison_holds_every_arm_and_says_whether_a_graph_network_is_needed()
    {
        var graph = ToyEvents.Graph(ToyEvents.Make(400, 6));
        var result = EventComparison.Run(
            graph, new EventComparisonOptions { Seeds = [1, 2], Network =
                new TimeAwareOptions { Width = 4, TimeWidth = 2, Epochs = 1, BlockEvents = 64 } },
            new Dictionary<string, IClassifier> { ["logistic"] = new Standardized(new LogisticRegression()) });
        Assert.Equal(10, result.Scores.Select(s => s.Arm).Distinct().Count());
        Assert.Equal(20, result.Scores.Count);
        Assert.Equal(9, result.Differences.Count);
        Assert.Equal(5, result.Decisions.Count);
        Assert.Contains("graph network", result.Verdict);
        Assert.Equal(400, result.Counts.Sum());
    }

    [Fact]
    public void The_share_of_positives_is_found_without_labels()
    {
        // Two scores with likelihood ratios 4 and 1/4: of 40% positives at a trained share of 10%.
        double[] probabilities = [.. Enumerable.Repeat(4 * .1 / ((4 * .1) + .9), 440),
            .. Enumerable.Repeat(.25 * .1 / ((.25 * .1) + .9), 560)];
        Assert.Equal(0.4, ShareShift.Estimate(probabilities, 0.1), 6);
        Assert.Equal(0.4, ShareShift.Move(0.1, 0.1, 0.4), 12);
    }

    [Fact]
    public void Two_means_reach_their_figures_on_bitcoin_ratings()
    {
        var events = EventFiles.Ratings(Repository.Data("graphs/bitcoin-otc.csv"));
        Assert.Equal((35591, 3563), (events.Count, events.Labels.Sum()));
        var split = TimeSplit.Of(events.Labels, events.Times, 0.2, 0.2);
        double[] all = TwoMeanScore.Compute(events), scores = [.. split.Test.Select(i => all[i])];
        int[] labels = [.. split.Test.Select(i => events.Labels[i])];
        Assert.Equal(0.8635, Auroc.Of(labels, (ReadOnlySpan<double>)scores), 4);
        Assert.Equal(0.6378, AveragePrecision.Of(labels, (ReadOnlySpan<double>)scores), 4);
    }
}
